import Engine
import Experiments
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
        examples: ["train epochs=1 seeds=2", "let r = train n_head=1 epochs=1 seeds=1\nprint r.n_embd"],
        hasResult: true
    ) { session, invocation in
        var choices = session.choices(besides: invocation.settings)
        for setting in invocation.settings { choices[setting.parameter] = [try session.one(setting, invocation.context)] }
        let seeds = session.seeds(invocation[TrainingOption.seeds])
        let plan: SweepPlan
        do throws(SweepPlanError) {
            plan = try SweepPlan(choices, seeds: seeds)
        } catch {
            throw invocation.fail(.plan(error), session.place(of: error, in: invocation))
        }
        return try await session.execute(plan, .text, invocation)
    }
}
