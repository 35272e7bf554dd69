import Language
import Testing

@Suite struct NearestWordTests {
    private static let names = [
        "n_layer", "n_head", "n_embd_factor", "dropout", "epochs", "learning_rate", "weight_decay", "train_size", "train",
    ]

    @Test(arguments: [
        ("dorpout", "dropout"), ("dropuot", "dropout"), ("drop", "dropout"), ("DROPOUT", "dropout"), ("nhead", "n_head"),
        ("n-head", "n_head"), ("n_heads", "n_head"),
        ("epoch", "epochs"), ("learnig_rat", "learning_rate"), ("lerning_rate", "learning_rate"),
        ("trian", "train"), ("trai", "train"), ("trainsize", "train_size"), ("decay", "weight_decay"), ("rate", "learning_rate"), ("layers", "n_layer"),
    ])
    func found(_ word: String, _ expected: String) {
        #expect(NearestWord.find(word, among: Self.names) == expected)
    }

    @Test(arguments: ["", "_", "x", "lr", "dr", "velocity", "n", String(repeating: "dropout", count: 50)])
    func notFound(_ word: String) {
        #expect(NearestWord.find(word, among: Self.names) == nil)
    }

    @Test func theFirstOfEqualsIsMeant() {
        #expect(NearestWord.find("cat", among: ["bat", "car", "rat"]) == "bat")
        #expect(NearestWord.find("cat", among: ["cats", "Cat"]) == "Cat")
    }

    @Test func theWordItselfIsNoSuggestion() {
        #expect(NearestWord.find("train", among: ["train"]) == nil)
    }
}
