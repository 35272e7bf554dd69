import Language
import Testing

/// Every line of the page that shows the language by example, with the tree it must be.
@Suite struct LanguageExamplesTests {
    @Test(arguments: [
        ("# a comment; blank lines are nothing; ; separates statements", ""),
        ("set n_head 4                         # set one hyper-parameter …", "<set 'n_head 4>"),
        ("set n_head=4 dropout=0.1             # … or several", "<set (n_head 4) (dropout 0.1)>"),
        ("n_head = 4                           # … the same", "(= n_head 4)"),
        ("show                                 # the configuration", "<show>"),
        ("show dropout                         # one", "<show 'dropout>"),
        ("reset                                # defaults again", "<reset>"),
        ("reset n_head", "<reset 'n_head>"),
        ("train                                # the current configuration, all its seeds", "<train>"),
        (
            "train n_layer=3 n_head=4 n_embd_factor=16 dropout=0.1 seeds=10       # for this command only",
            "<train (n_layer 3) (n_head 4) (n_embd_factor 16) (dropout 0.1) (seeds 10)>"
        ),
        (
            "sweep n_layer=[1,2] n_head=[1,2,4,8] n_embd_factor=[16,32,64] dropout=[0.1,0.2,0.3]",
            "<sweep (n_layer [1 2]) (n_head [1 2 4 8]) (n_embd_factor [16 32 64]) (dropout [0.1 0.2 0.3])>"
        ),
        (
            #"sweep n_layer=1..3 learning_rate=logspace(1e-3, 1e-1, 5) seeds=[3,5,8] out="results/rates" where n_embd <= 256 and n_layer > 1"#,
            #"<sweep (n_layer (.. 1 3)) (learning_rate (logspace 0.001 0.1 5)) (seeds [3 5 8]) (out "results/rates") (where (and (n_embd <= 256) (n_layer > 1)))>"#
        ),
        ("compare                              # the last sweep", "<compare>"),
        ("run notebooks/standard.sweep         # another script", "<run (path notebooks/standard.sweep)>"),
        (#"run "notebooks/standard.sweep""#, #"<run (path "notebooks/standard.sweep")>"#),
        ("let widths = [16, 32]                # a variable", "(let widths [16 32])"),
        ("sweep n_embd_factor=widths", "<sweep (n_embd_factor widths)>"),
        ("let wide = train n_head=8            # a command's result is a value", "(let wide <train (n_head 8)>)"),
        ("let s = sweep dropout=[0.1, 0.2]", "(let s <sweep (dropout [0.1 0.2])>)"),
        (
            #"print s.best.dropout, wide.test_accuracy, "and", len(s)"#,
            #"<print (s.best.dropout) (wide.test_accuracy) "and" (len s)>"#
        ),
        (
            "for r in s { print r.dropout, r.test_accuracy }",
            "(for r s {<print (r.dropout) (r.test_accuracy)>})"
        ),
        (
            "for f in [16, 32] {\n    train n_embd_factor=f n_head=64/f\n}",
            "(for f [16 32] {<train (n_embd_factor f) (n_head (64 / f))>})"
        ),
        (
            #"if wide.test_accuracy < 0.5 { print "try more layers" } else { print "good" }"#,
            #"(if ((wide.test_accuracy) < 0.5) {<print "try more layers">} else {<print "good">})"#
        ),
        (
            #"assert wide.test_accuracy >= 0.25, "wider should do better than chance""#,
            #"<assert ((wide.test_accuracy) >= 0.25) "wider should do better than chance">"#
        ),
        ("1 + 2 * 3                            # a bare expression shows its value: 7", "(1 + (2 * 3))"),
        ("help sweep", "<help 'sweep>"),
        ("help", "<help>"),
        ("help dropout", "<help 'dropout>"),
        ("?", "(?)"),
        ("?sweep", "(? sweep)"),
        ("quit", "<quit>"),
    ])
    func today(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        (
            #"resume "sweep_results_20260101_120000"          # run what is missing"#,
            #"<resume (path "sweep_results_20260101_120000")>"#
        ),
        ("rerun DIR failed", "<rerun (path DIR) 'failed>"),
        ("extend DIR seeds=50..99", "<extend (path DIR) (seeds (.. 50 99))>"),
        ("extend DIR seeds=50..99 n_layer=[3]", "<extend (path DIR) (seeds (.. 50 99)) (n_layer [3])>"),
        ("collect DIR", "<collect (path DIR)>"),
        ("sweep n_layer=[1,2] n_head=[2,4] dry=true", "<sweep (n_layer [1 2]) (n_head [2 4]) (dry true)>"),
        ("compare wide base", "<compare (path wide) (path base)>"),
        ("compare by n_layer", "<compare (by n_layer)>"),
        ("compare DIR1 DIR2", "<compare (path DIR1) (path DIR2)>"),
        ("results                                         # the folders there are", "<results>"),
        ("export DIR csv", "<export (path DIR) 'csv>"),
        ("plot loss                                       # of the last result", "<plot 'loss>"),
        ("plot test_accuracy n_head", "<plot 'test_accuracy 'n_head>"),
        ("plot heatmap n_layer n_head", "<plot 'heatmap 'n_layer 'n_head>"),
        (#"plot importance out="importance.svg""#, #"<plot 'importance (out "importance.svg")>"#),
        ("plot parallel; plot seeds; plot embedding", "<plot 'parallel>\n<plot 'seeds>\n<plot 'embedding>"),
        ("record study.ipynb                              # from here on", "<record (path study.ipynb)>"),
        ("record off", "<record (path off)>"),
        ("#: ## A heading in the recorded notebook", "(markdown \"## A heading in the recorded notebook\")"),
    ])
    func later(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        ("print 1 -2", "<print (1 - 2)>"),
        ("print 1, -2", "<print 1 (- 2)>"),
        ("print 1 2", "<print 1 2>"),
        ("x = 16..64 by 16", "(= x (.. 16 64 by 16))"),
        ("1..4", "(.. 1 4)"),
        ("print true, True, false, False, none, None", "<print true true false false none none>"),
        (#"print "…", 'it "is"', "it's", 'it\'s'"#, #"<print "…" "it \"is\"" "it\'s" "it\'s">"#),
        ("8 / 2 // 3 % 4 ** 2", "(8 / 2 // 3 % (** 4 2))"),
        ("print (train n_head=8).test_accuracy", "<print (<train (n_head 8)>.test_accuracy)>"),
    ])
    func rules(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }
}
