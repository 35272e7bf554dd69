import Statistics
import Testing

struct PrincipalComponentsTests {
    /// Numbers between -1 and 1.
    private static func matrix(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> [[Double]] {
        var state = seed
        return (0..<rows).map { _ in
            (0..<columns).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Double(state >> 40) / Double(1 << 23) - 1
            }
        }
    }

    @Test func `points on a line have one component`() {
        let points = [[0.0, 0], [3, 4], [6, 8], [-3, -4]]
        let components = PrincipalComponents(of: points, count: 2)
        let expected = [-2.5, 2.5, 7.5, -7.5]
        for (place, other) in zip(components.places[0], expected) { #expect(abs(place - other) < 1e-12) }
        #expect(abs(components.shares[0] - 1) < 1e-12 && components.shares[1] < 1e-12)
        for place in components.places[1] { #expect(abs(place) < 1e-6) }
    }

    @Test func `distances and variance are kept by all components together`() {
        let vectors = Self.matrix(24, 64)
        let components = PrincipalComponents(of: vectors, count: 24)
        #expect(abs(components.shares.reduce(0, +) - 1) < 1e-12)
        #expect(components.shares == components.shares.sorted(by: >))
        for one in 0..<24 {
            for other in 0..<one {
                let distance = zip(vectors[one], vectors[other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                let places = components.places.reduce(0) { $0 + ($1[one] - $1[other]) * ($1[one] - $1[other]) }
                #expect(abs(distance - places) < 1e-10 * distance)
            }
        }
    }

    @Test func `components stand at right angles, and a sign is fixed`() {
        let vectors = Self.matrix(24, 16, seed: 3)
        let components = PrincipalComponents(of: vectors, count: 3)
        for one in 0..<3 {
            for other in 0..<one {
                let product = zip(components.places[one], components.places[other]).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(product) < 1e-10)
            }
            let places = components.places[one]
            let largest = places.max { $0.magnitude < $1.magnitude } ?? 0
            #expect(largest > 0)
        }
        let opposite = PrincipalComponents(of: vectors.map { $0.map { -$0 } }, count: 3)
        for (one, other) in zip(components.places.joined(), opposite.places.joined()) { #expect(abs(one - other) < 1e-10) }
    }

    @Test func `nothing, one vector and equal vectors have no variance`() {
        #expect(PrincipalComponents(of: [], count: 2).places.isEmpty)
        #expect(PrincipalComponents(of: [[1, 2]], count: 2).places == [[0]])
        let equal = PrincipalComponents(of: [[1, 2], [1, 2], [1, 2]], count: 2)
        #expect(equal.places == [[0, 0, 0], [0, 0, 0]])
        #expect(equal.shares == [0, 0])
    }
}
