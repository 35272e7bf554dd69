/// A text without what differs between two runs of the same work: how long it took, and when it ran.
enum TimelessText {
    /// The text with `…` in place of times taken and expected, dates, and how many runs went at a time.
    static func text(_ text: String) -> String {
        text.replacing(#/Time taken: [0-9.]+/#, with: "Time taken: …")
            .replacing(#/Wall time: [0-9.]+/#, with: "Wall time: …")
            .replacing(#/sweep_results_[0-9]{8}_[0-9]{6}(_[0-9]+)?/#, with: "sweep_results_…")
            .replacing(#/(about|less than) [0-9.]+ (s|min|h|days)/#, with: "…")
            .replacing(#/[0-9]+ (runs? )?at a time/#, with: "… at a time")
            .replacing(#/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?/#, with: "…")
    }
}
