/// Some rows of a matrix in panels: all of it, or those from a first one on.
package struct MatrixRows<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    /// The whole matrix.
    package let matrix: UnsafeMutablePointer<Scalar>
    /// Rows of the whole matrix.
    package let stored: Int
    package let first: Int

    package init(_ matrix: UnsafeMutablePointer<Scalar>, stored: Int, first: Int = 0) {
        self.matrix = matrix
        self.stored = stored
        self.first = first
    }

    /// Where the element (row, col) of these rows lies in the matrix of `cols` columns.
    func offset(_ row: Int, _ col: Int, cols: Int) -> Int {
        Panels.offset(row: first + row, col: col, rows: stored, cols: cols)
    }
}

/// y (rows, cols) = epilogue(start + x (rows, inner) · w).
package struct MatrixProduct<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    package typealias Floats = UnsafeMutablePointer<Scalar>

    /// Where the sums start.
    package enum Start {
        case zero
        case bias(Floats)          // (cols)
        /// What y holds: the sums are added to it.
        case y
    }

    /// What becomes of the sums. Everything here lies as y does.
    package enum Epilogue {
        case store
        /// y = gelu(sum), slope = gelu'(sum).
        case gelu(slope: Floats)
        /// y += dropout(sum).
        case residual(keep: UnsafePointer<UInt8>?, scale: Scalar)
        /// y = sum · slope.
        case times(slope: Floats)
    }

    package var y: MatrixRows<Scalar>
    package var x: MatrixRows<Scalar>
    /// (inner, cols); when `transposed`, (cols, inner).
    package var w: Floats
    package var transposed = false
    package var rows: Int
    package var inner: Int
    package var cols: Int
    package var start: Start
    package var epilogue: Epilogue

    package init(
        _ y: MatrixRows<Scalar>, _ x: MatrixRows<Scalar>, _ w: Floats, transposed: Bool = false, rows: Int, inner: Int,
        cols: Int, start: Start = .zero, epilogue: Epilogue = .store
    ) {
        self.y = y
        self.x = x
        self.w = w
        self.transposed = transposed
        self.rows = rows
        self.inner = inner
        self.cols = cols
        self.start = start
        self.epilogue = epilogue
    }
}

/// dw (inner, cols) = xᵀ · dy and dbias (cols) = column sums of dy, for x (rows, inner), dy (rows, cols).
package struct WeightGradient<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    package var dw: UnsafeMutablePointer<Scalar>
    /// nil: not wanted.
    package var dbias: UnsafeMutablePointer<Scalar>?
    package var x: MatrixRows<Scalar>
    package var dy: MatrixRows<Scalar>
    package var rows: Int
    package var inner: Int
    package var cols: Int

    package init(
        _ dw: UnsafeMutablePointer<Scalar>, _ dbias: UnsafeMutablePointer<Scalar>?, _ x: MatrixRows<Scalar>,
        _ dy: MatrixRows<Scalar>, rows: Int, inner: Int, cols: Int
    ) {
        self.dw = dw
        self.dbias = dbias
        self.x = x
        self.dy = dy
        self.rows = rows
        self.inner = inner
        self.cols = cols
    }
}
