import Engine
import Experiments
import Formats

extension FailedSeeds {
    /// More than these are counted, not listed.
    private static let mostListed = 8

    /// The rule, and which runs failed and why: `All 2 seeds failed (loss is nan): learning_rate=1e+30.`
    var notes: [String] {
        guard let rule = contenders.first?.rule else { return [] }
        let more = contenders.count - Self.mostListed
        return [Self.sentence(rule, metric)] + contenders.prefix(Self.mostListed).map(sentence)
            + (more > 0 ? ["Of \(ReportText.count(more, "more combination")) seeds failed too."] : [])
    }

    var blocks: [TextPage.Block] { notes.map(TextPage.Block.paragraph) }

    private static func sentence(_ rule: FailedRuns, _ metric: Metric) -> String {
        switch rule {
        case .worst: "A failed run counts as \(metric.worstText); failed=exclude leaves it out."
        case .exclude: "Failed runs are left out; without failed=exclude each counts as \(metric.worstText)."
        }
    }

    private func sentence(_ contender: Contender) -> String {
        let failed = contender.failures.count, ended = contender.ended.count
        let count = failed < ended ? "\(failed) of \(ended) seeds" : failed == 1 ? "The only seed" : "All \(failed) seeds"
        return "\(count) failed (\(contender.failures.causes.joined(separator: ", "))): \(name(of: contender))."
    }

    private func name(of contender: Contender) -> String {
        varied.isEmpty ? contender.source : ReportText.assignments(contender.configuration, varied)
    }

    /// For programs: the configurations of which runs failed.
    var field: Field {
        ("failed", .array(contenders.map { contender in
            let causes = contender.failures.causes.map(JSONValue.string)
            return .object(JSONObject(contender.fields + [("causes", .array(causes))]))
        }))
    }
}
