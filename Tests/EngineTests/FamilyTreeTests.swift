import Engine
import Testing

/// The table of people against the facts that the model learns.
struct FamilyTreeTests {
    private static let facts: [(person: String, relation: String, relatives: [String])] =
        String(decoding: Dataset.familyTree.source, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t")
            return (String(fields[0]), String(fields[1]), fields[2].split(separator: ",").map(String.init))
        }

    private func person(_ name: String) throws -> FamilyTree.Person {
        try #require(FamilyTree.people.first { $0.name == name })
    }

    @Test func `the people are the vocabulary's, in its order`() {
        #expect(FamilyTree.people.map(\.name) == Array(Dataset.familyTree.vocabulary.prefix(24)))
    }

    @Test func `relatives are of one family, and each family is all related`() throws {
        var known: Set = ["Christopher"]
        for _ in 0..<24 {
            for fact in Self.facts where known.contains(fact.person) { known.formUnion(fact.relatives) }
        }
        let english = FamilyTree.people.filter { $0.family == .english }.map(\.name)
        #expect(known == Set(english))
        #expect(english.count == 12)
    }

    @Test func `generations follow from parents, children and marriages`() throws {
        let steps = [
            "has_husband": 0, "has_wife": 0, "has_brother": 0, "has_sister": 0, "has_son": 1, "has_daughter": 1, "has_nephew": 1, "has_niece": 1,
            "has_father": -1, "has_mother": -1, "has_uncle": -1, "has_aunt": -1,
        ]
        for fact in Self.facts {
            let step = try #require(steps[fact.relation])
            for relative in fact.relatives {
                #expect(try person(relative).generation == person(fact.person).generation + step, "\(fact)")
            }
        }
        #expect(Set(FamilyTree.people.map(\.generation)) == [1, 2, 3])
    }
}
