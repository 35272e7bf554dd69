internal import CKernels

/// How every matrix lies in memory: in panels of 32 columns, one after the other, each row-major.
///
/// (rows, cols) is stored as [cols / 32][rows][32]; the last panel is 16 wide when that is enough.
/// Columns past `cols` are padding and zero. A product reads and writes whole panels in a straight
/// line, whichever of its two operands is which, so nothing is packed before a product.
package enum Panels {
    package static let width = 32

    /// Values of working memory that a product needs.
    package static let productStrip = CK_PRODUCT_STRIP

    /// Columns of storage: `cols` rounded up to a multiple of 16.
    package static func paddedColumns(_ cols: Int) -> Int { (cols + 15) / 16 * 16 }

    /// Panels of a matrix.
    package static func panelCount(cols: Int) -> Int { (cols + width - 1) / width }

    /// Floats that a matrix takes.
    package static func count(rows: Int, cols: Int) -> Int { rows * paddedColumns(cols) }

    /// Columns stored in the panel that holds column `col`: 32, or 16 in a narrow last one.
    package static func widthOfPanel(holding col: Int, cols: Int) -> Int {
        min(width, paddedColumns(cols) - col / width * width)
    }

    /// Where element (row, col) lies.
    package static func offset(row: Int, col: Int, rows: Int, cols: Int) -> Int {
        let panel = col / width * width
        return panel * rows + row * widthOfPanel(holding: col, cols: cols) + (col - panel)
    }
}
