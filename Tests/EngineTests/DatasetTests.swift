import Engine
import Foundation
import Testing

struct DatasetTests {
    @Test func familyTreeIsTheReferencesToTheByte() throws {
        let file = try Data(contentsOf: Reference.folder().appending(path: "family_tree.tsv"))
        #expect(Dataset.familyTree.source == Array(file))
    }

    @Test func vocabularyIsPeopleThenRelationsEachSorted() {
        let names = Dataset.familyTree.vocabulary
        #expect(names.count == 36)
        #expect(Array(names[..<24]) == names[..<24].sorted())
        #expect(names[0] == "Alfonso" && names[23] == "Victoria")
        #expect(names[24] == "has_aunt" && names[35] == "has_wife")
        #expect(Dataset.familyTree.count == 104)
        #expect(Dataset.familyTree.contextLength == 2)
    }
}
