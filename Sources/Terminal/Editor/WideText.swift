internal import Glibc

/// Text as libedit takes it: scalars of 32 bits, ending in NUL.
enum WideText {
    static func array(_ text: String) -> [wchar_t] {
        text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    }

    /// A copy that outlives the call; the caller deallocates it.
    static func copy(_ text: String) -> UnsafeMutablePointer<wchar_t> {
        let array = array(text)
        let copy = UnsafeMutablePointer<wchar_t>.allocate(capacity: array.count)
        copy.initialize(from: array, count: array.count)
        return copy
    }

    /// The scalars of a span of libedit's buffer. NULs, which it leaves behind in places, are not among them.
    static func scalars(_ start: UnsafePointer<wchar_t>, count: Int) -> [Unicode.Scalar] {
        UnsafeBufferPointer(start: start, count: max(0, count)).compactMap {
            $0 == 0 ? nil : Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
        }
    }
}
