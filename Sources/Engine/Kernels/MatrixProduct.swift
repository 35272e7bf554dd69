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

    /// An update of w; everything here lies as w does.
    package struct Update {
        package let firstMoments: Floats
        package let secondMoments: Floats
        package let gradients: Floats
        package let step: UpdateStep

        package init(firstMoments: Floats, secondMoments: Floats, gradients: Floats, step: UpdateStep) {
            self.firstMoments = firstMoments
            self.secondMoments = secondMoments
            self.gradients = gradients
            self.step = step
        }
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
    /// Room for all columns of these rows.
    package var partial: Floats
    /// Room for x, and one row more: when there is, x and w are rounded to bf16 first.
    package var bf16Scratch: Floats?
    /// When there is one, the weights are updated first, each block of them just before its use.
    package var update: Update?

    package init(
        _ y: MatrixRows<Scalar>, _ x: MatrixRows<Scalar>, _ w: Floats, transposed: Bool = false, rows: Int, inner: Int,
        cols: Int, partial: Floats, start: Start = .zero, epilogue: Epilogue = .store, bf16Scratch: Floats? = nil,
        update: Update? = nil
    ) {
        self.y = y
        self.x = x
        self.w = w
        self.transposed = transposed
        self.rows = rows
        self.inner = inner
        self.cols = cols
        self.partial = partial
        self.start = start
        self.epilogue = epilogue
        self.bf16Scratch = bf16Scratch
        self.update = update
    }
}

/// dw (inner, cols) = xᵀ · dy and dbias (cols), if there is one, = column sums of dy, for x (rows, inner), dy (rows, cols);
/// and for each panel of dw the sum of its squares.
package struct WeightGradient<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    package var dw: UnsafeMutablePointer<Scalar>
    package var dbias: UnsafeMutablePointer<Scalar>?
    package var x: MatrixRows<Scalar>
    package var dy: MatrixRows<Scalar>
    package var rows: Int
    package var inner: Int
    package var cols: Int
    package var squares: UnsafeMutablePointer<Double>
    /// Room for x and dy, and one row more of each: when there is, both are rounded to bf16 before they are
    /// multiplied. The column sums are of dy as it is.
    package var bf16Scratch: (x: UnsafeMutablePointer<Scalar>, dy: UnsafeMutablePointer<Scalar>)?

    package init(
        _ dw: UnsafeMutablePointer<Scalar>, _ dbias: UnsafeMutablePointer<Scalar>?, _ x: MatrixRows<Scalar>,
        _ dy: MatrixRows<Scalar>, rows: Int, inner: Int, cols: Int, squares: UnsafeMutablePointer<Double>,
        bf16Scratch: (x: UnsafeMutablePointer<Scalar>, dy: UnsafeMutablePointer<Scalar>)? = nil
    ) {
        self.dw = dw
        self.dbias = dbias
        self.x = x
        self.dy = dy
        self.rows = rows
        self.inner = inner
        self.cols = cols
        self.squares = squares
        self.bf16Scratch = bf16Scratch
    }
}
