import Engine
import Experiments
import Formats
package import Notebook
import Runner
import Statistics

/// How far a train or sweep is. The text is of the moment it is asked for.
package struct ProgressText: Sendable {
    private let progress: TrainingProgress

    init(_ progress: TrainingProgress) {
        self.progress = progress
    }

    /// `12/200 runs, 3.1 runs/s, 1:02 left, best 0.6150 [0.555, 0.670] with n_layer=2, n_head=8, …`
    package var text: String { progress.text }

    /// The same for a notebook: the text, and below it a table of the best combinations that are through.
    package var bundle: MIMEBundle {
        let page = TextPage([.paragraph(text)] + (table.map { [.table($0)] } ?? []))
        return MIMEBundle(page, plain: page.lines)
    }

    /// One row for each of the best combinations; nil while there is none.
    private var table: TextTable? {
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
