/// Who keeps a run's state while it trains, so that it can go on elsewhere and end in the same bits.
package struct StateSaving {
    let isDue: () -> Bool
    let save: ([UInt8]) -> Void

    /// Both are called between two updates, on the training thread.
    ///
    /// - Parameters:
    ///   - isDue: whether the state is wanted now; asked after every update but the last.
    ///   - save: takes the state.
    package init(isDue: @escaping () -> Bool, save: @escaping (_ state: [UInt8]) -> Void) {
        self.isDue = isDue
        self.save = save
    }
}
