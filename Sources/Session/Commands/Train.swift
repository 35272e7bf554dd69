import Engine
import Experiments
import Language
import Runner

extension Command {
    static let train = Command(
        "train", Signature(options: TrainingOption.training, hyperparameters: .one),
        help: "train one combination with each seed",
        details: """
            Hyper-parameters that are not given have their current values; what is given holds for this command only. The result is a value: \
            let r = train … has r.test_accuracy, r.train_accuracy, r.train_loss, r.perfect, r.seconds, r.folder \
            and every hyper-parameter; of text also r.val_loss, r.best_val_loss, r.bits_per_byte and r.best_iter.
            """,
        examples: [
            "train epochs=1 seeds=2", "let r = train n_head=1 epochs=1 seeds=1\nprint r.n_embd",
            "train data=\"input.txt\" block_size=16 max_iters=2 warmup_iters=0 seeds=1",
        ],
        hasResult: true
    ) { session, invocation in
        for setting in invocation.settings { _ = try session.one(setting, invocation.context) }
        let data = try await session.data(for: invocation.settings, at: invocation.call.name.span, invocation.context)
        var space = SweepSpace(choices: session.choices(besides: invocation.settings, data))
        for setting in data.ranged(invocation.settings) where setting.parameter != .task {
            space.choices[setting.parameter] = [try session.one(setting, invocation.context)]
        }
        let seeds = session.seeds(invocation[TrainingOption.seeds])
        let plan: SweepPlan
        do throws(SweepPlanError) {
            try session.fillTrainSize(of: &space, data)
            plan = try SweepPlan(space, seeds: seeds)
        } catch {
            throw invocation.fail(.plan(error), session.place(of: error, in: invocation))
        }
        return try await session.execute(plan, data, .text, invocation)
    }
}
