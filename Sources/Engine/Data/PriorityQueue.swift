/// Gives its elements smallest first: a binary heap.
struct PriorityQueue<Element: Comparable> {
    /// The children of element i are 2i + 1 and 2i + 2; none is smaller than its parent.
    private var elements: [Element]

    init(_ elements: [Element] = []) {
        // A sorted list is a heap.
        self.elements = elements.sorted()
    }

    mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0, elements[child] < elements[(child - 1) / 2] {
            elements.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popSmallest() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let smallest = elements.first else { return last }
        elements[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
            guard child < elements.count, elements[child] < elements[parent] else { return smallest }
            elements.swapAt(parent, child)
            parent = child
        }
    }
}
