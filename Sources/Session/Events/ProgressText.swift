import Engine
import Experiments
import Formats
package import Notebook
import Runner
import Statistics

/// How far a train or sweep is. The text is of the moment it is asked for.
package struct ProgressText: Sendable {
    private enum Subject: Sendable {
        case sweep(TrainingProgress)
        /// A recorded run that is trained again, since when.
        case again(RunRecord, ContinuousClock.Instant)
    }

    private let subject: Subject

    init(_ progress: TrainingProgress) {
        subject = .sweep(progress)
    }

    init(again record: RunRecord) {
        subject = .again(record, .now)
    }

    /// `12/200 runs, 3.1 runs/s, 1:02 left, best 0.6150 [0.555, 0.670] with n_layer=2, n_head=8, …`, or
    /// `training seed 3 again, 5 s; it took 12 s`
    package var text: String {
        switch subject {
        case .sweep(let progress): progress.text
        case .again(let record, let start):
            "training seed \(record.seed) again, \(Int((ContinuousClock.now - start) / .seconds(1))) s; it took \(SpokenTime.text(record.seconds))"
        }
    }

    /// The same for a notebook: the text, and below it a table of the best combinations that are through.
    package var bundle: MIMEBundle {
        let page = TextPage([.paragraph(text)] + (table.map { [.table($0)] } ?? []))
        return MIMEBundle(page, plain: page.lines)
    }

    /// One row for each of the best combinations; nil while there is none.
    private var table: TextTable? {
        guard case .sweep(let progress) = subject else { return nil }
        let leaders = progress.leaders
        guard let parameters = leaders.first?.combination.named else { return nil }
        let settings = parameters.map { parameter in
            TextTable.Column(parameter.name, leaders.map { "\($0.combination.configuration[parameter])" }, isSetting: true)
        }
        let measured = Metric.measured(of: leaders[0].combination.configuration.kind)
        let metrics = measured.map { metric in
            TextTable.Column(metric.title, leaders.map { $0.averages[metric].fixed(4) })
        }
        return TextTable(columns: settings + metrics)
    }
}
