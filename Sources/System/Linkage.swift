internal import CSystem

/// How this program is linked.
package enum Linkage: String {
    /// Nothing but the kernel is needed to run it.
    case `static`
    /// Libraries are loaded as it starts.
    case dynamic

    /// The kernel tells a program the address of the loader that it started; a static one has none.
    package static var own: Linkage { getauxval(UInt(AT_BASE)) == 0 ? .static : .dynamic }
}
