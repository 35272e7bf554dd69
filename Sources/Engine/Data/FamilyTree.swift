/// What is known of the people in Hinton's family trees and not told to the model.
package enum FamilyTree {
    /// The two families, which are not related; what holds in one holds in the other.
    package enum Family: String, CaseIterable, Sendable {
        case english = "English"
        case italian = "Italian"
    }

    package struct Person: Hashable, Sendable {
        package let name: String
        package let family: Family
        /// 1 for those without parents in the tree who have grandchildren, 3 for the grandchildren. Who has married
        /// into a family is of the generation of wife or husband.
        package let generation: Int
    }

    /// The 24 people in the order of the vocabulary: by name.
    package static let people: [Person] = (members(.english, english) + members(.italian, italian)).sorted { $0.name < $1.name }

    private static let english = [
        ["Christopher", "Penelope", "Andrew", "Christine"],
        ["Margaret", "Arthur", "Victoria", "James", "Jennifer", "Charles"],
        ["Colin", "Charlotte"],
    ]
    private static let italian = [
        ["Roberto", "Maria", "Pierro", "Francesca"],
        ["Gina", "Emilio", "Lucia", "Marco", "Angela", "Tomaso"],
        ["Alfonso", "Sophia"],
    ]

    private static func members(_ family: Family, _ generations: [[String]]) -> [Person] {
        generations.enumerated().flatMap { index, names in
            names.map { Person(name: $0, family: family, generation: index + 1) }
        }
    }
}
