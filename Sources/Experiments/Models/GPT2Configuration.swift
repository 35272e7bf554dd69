import Formats

/// What Hugging Face's `config.json` says of a GPT-2, as far as the file of its tensors doesn't.
struct GPT2Configuration {
    let headCount: Int

    /// - Throws: `ModelImportError` where it is of another model than this engine's.
    init(_ bytes: [UInt8]) throws(ModelImportError) {
        let fields: Fields
        do throws(FieldError) {
            fields = try Fields(json: bytes)
            headCount = try fields.integer("n_head")
        } catch {
            throw .wrongConfig("\(error)")
        }
        for (name, expected) in Self.expected where fields.has(name) {
            guard let found = try? fields.value(name, { $0 }), !expected.values.contains(found) else { continue }
            throw .wrongConfig("\(name) is \(JSONWriter.text(of: found, .line)), expected \(expected.inWords)")
        }
        guard fields.has("activation_function") else { throw .wrongConfig("it doesn't say its activation_function, and GPT-2's own is gelu_new") }
    }

    /// What is not as in GPT-2's own, or changes what its tensors mean.
    private static let expected: [(name: String, (values: [JSONValue], inWords: String))] = [
        ("activation_function", (["gelu"], "\"gelu\": the exact one, which this engine has")),
        ("layer_norm_epsilon", ([JSONValue(1e-5), .number(JSONNumber(0.00001))], "1e-05")),
        ("scale_attn_weights", ([true], "true")), ("scale_attn_by_inverse_layer_idx", ([false], "false")),
        ("add_cross_attention", ([false], "false")),
    ]
}
