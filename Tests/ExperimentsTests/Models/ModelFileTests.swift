import Engine
import Experiments
import Foundation
import Formats
import TestSupport
import Testing

/// The file of a model: what is written is read, and what is no model is refused in a sentence.
struct ModelFileTests {
    private func refusal(of bytes: [UInt8]) -> String? {
        do throws(ModelFileError) {
            _ = try ModelFile(bytes)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `what is written is read, and the same model gives the same bytes`() throws {
        let file = try SmallModel.file(), read = try ModelFile(file.bytes)
        #expect(read.bytes == file.bytes)
        #expect(read.values == file.values && read.vocabulary == file.vocabulary && read.configuration == file.configuration)
        #expect(read.seed == 7 && read.iteration == 20 && read.engine == EngineRevision.current && read.dataHash == "5d41")
        #expect(read.notice == nil && !read.isImported)
        let logits = try read.trainedModel().logits(of: [0, 2])
        #expect(logits.count == 2 && logits.joined().allSatisfy(\.isFinite))
    }

    @Test func `a model of another engine is read with a word`() throws {
        let file = try SmallModel.file()
        let older = ModelFile(
            configuration: file.configuration, seed: 7, iteration: 20, engine: 1, dataHash: "", vocabulary: file.vocabulary, values: file.values)
        #expect(try ModelFile(older.bytes).notice
            == "trained by engine 1; this one is engine \(EngineRevision.current), which may give it other last bits")
    }

    @Test func `a file that is cut off anywhere is refused in a sentence`() throws {
        let bytes = try SmallModel.file().bytes
        for length in bytes.indices { #expect(refusal(of: Array(bytes[..<length])) != nil) }
        #expect(refusal(of: []) == "it is empty, expected a safetensors file")
        #expect(refusal(of: [UInt8](repeating: 255, count: 8) + bytes.dropFirst(8))
            == "the header is said to have 18446744073709551615 bytes, but only \(bytes.count - 8) follow; the file is cut off, or not a safetensors file")
    }

    @Test func `tensors that are not the configuration's are refused by name`() throws {
        let cases: [([TensorFile.Content], String)] = [
            (SmallModel.changing("wte.weight") { ($0.name, [4, 3], $0.values) },
             "its tensor transformer.wte.weight is 4 × 3; a model of this shape has 3 × 4"),
            (SmallModel.changing("h.0.mlp.c_fc.weight") { ($0.name, [64], $0.values) },
             "its tensor transformer.h.0.mlp.c_fc.weight is 64; a model of this shape has 16 × 4"),
            (SmallModel.changing("ln_f.weight") { _ in nil }, "it lacks the tensor transformer.ln_f.weight"),
            (SmallModel.tensors + [("lm_head.weight", [3, 4], [Float](repeating: 0, count: 12))],
             "it has a tensor lm_head.weight, which a model of this shape has not"),
            (SmallModel.changing("h.0.ln_1.weight") { ($0.name, $0.shape, [1, .nan, 1, 1]) },
             "its tensor transformer.h.0.ln_1.weight has a value that is NaN or infinite"),
            (SmallModel.changing("wpe.weight") { ($0.name, $0.shape, [-.infinity] + $0.values.dropFirst()) },
             "its tensor transformer.wpe.weight has a value that is NaN or infinite"),
        ]
        for (tensors, sentence) in cases { #expect(try refusal(of: SmallModel.file(tensors).bytes) == sentence) }
    }

    @Test func `sizes that a configuration only claims are not made`() throws {
        let claims: [([Hyperparameter: Hyperparameter.Value], String)] = [
            ([.nLayer: .integer(1_000_000_000)], "it lacks the tensor transformer.h.999999999.ln_1.weight"),
            ([.nEmbdFactor: .integer(1 << 30)], "its tensor transformer.wte.weight is 3 × 4; a model of this shape has 3 × 2147483648"),
            ([.blockSize: .integer(1024)], "its tensor transformer.wpe.weight is 3 × 4; a model of this shape has 1024 × 4"),
        ]
        for (claim, sentence) in claims { #expect(try refusal(of: SmallModel.file(SmallModel.tensors, claim).bytes) == sentence) }
    }

    @Test func `another vocabulary is refused`() throws {
        let more = try SmallModel.file(names: ["a", "b", "c", "d"]), twice = try SmallModel.file(names: ["a", "b", "a"])
        #expect(refusal(of: more.bytes) == "its tensor transformer.wte.weight is 3 × 4; a model of this shape has 4 × 4")
        #expect(refusal(of: twice.bytes) == "the metadata \"vocabulary\": two tokens have one name")
        #expect(try refusal(of: SmallModel.file(names: ["ab", "c", "d"]).bytes)
            == "the metadata \"vocabulary\": its names are not those of a tokenizer of the kind char")
        #expect(try refusal(of: SmallModel.file(form: .bytes).bytes)
            == "the metadata \"vocabulary\": it is of another kind than the configuration's")
        #expect(try refusal(of: SmallModel.file(form: .relations(relationCount: 1, contextLength: 3)).bytes)
            == "the metadata \"vocabulary\": it is of another kind than the configuration's")
    }

    @Test(arguments: [
        ("sweepbook", nil, "it is a safetensors file that sweepbook has not written; import makes a model of it"),
        ("format", nil, nil), ("data", nil, nil), ("sha256", nil, "the metadata \"sha256\": they lack it"),
        ("sha256", "", "its tensors have changed since they were written: their SHA-256 is another"),
        ("data_sha256", nil, "the metadata \"data_sha256\": they lack it"), ("seed", nil, "the metadata \"seed\": they lack it"),
        ("seed", "-1", "the metadata \"seed\": found \"-1\", expected a whole number from 0 to 4294967295"),
        ("seed", "4294967296", "the metadata \"seed\": found \"4294967296\", expected a whole number from 0 to 4294967295"),
        ("iteration", "", "the metadata \"iteration\": found \"\", expected a whole number from 0 to 9223372036854775807"),
        ("engine", "x", "the metadata \"engine\": found \"x\", expected a whole number from 0 to 9223372036854775807"),
        ("configuration", nil, "the metadata \"configuration\": they lack it"), ("vocabulary", nil, "the metadata \"vocabulary\": they lack it"),
        ("configuration", "{", "the metadata \"configuration\": line 1 is not JSON: found the end of the file, expected a name in quotation marks or \"}\""), ("configuration", "[]", "the metadata \"configuration\": it is not a JSON object"),
        ("vocabulary", "", "the metadata \"vocabulary\": line 1 is not JSON: found the end of the file, expected a value"),
        ("vocabulary", "{\"names\":[]}", "the metadata \"vocabulary\": found no field relations"),
        ("vocabulary", "{\"names\":[\"a\",\"b\",\"c\"],\"tokenizer\":\"word\"}", "the metadata \"vocabulary\": the field tokenizer is of another kind"),
    ] as [(String, String?, String?)])
    func `of metadata that are missing or wrong it is said which`(name: String, text: String?, sentence: String?) throws {
        var metadata = try TensorFile(SmallModel.file().bytes).metadata
        metadata[name] = text
        #expect(refusal(of: TensorFile.bytes(of: SmallModel.tensors) { _ in metadata.map { ($0, $1) } }) == sentence)
    }

    @Test func `ten thousand damaged files are each refused in a sentence or read`() throws {
        let file = try SmallModel.file(), own = file.bytes, exported = try file.exported(as: .nanogpt)[0].bytes
        var random = SplitMix64(seed: 15), refused = 0
        for number in 0..<10_000 {
            let bytes = random.mutated(number % 2 == 0 ? own : exported)
            do {
                let model = number % 2 == 0 ? try ModelFile(bytes) : try ModelImport(ModelFile.container(bytes), named: "x").model()
                #expect(model.values.tensors.allSatisfy { $0.values.allSatisfy(\.isFinite) })
                #expect(model.vocabulary.names.count == 3)
            } catch {
                refused += 1
                #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"))
            }
        }
        #expect((5000..<10_000).contains(refused))
    }

    @Test func `links are followed, and what is no file is refused`() throws {
        let folder = try TemporaryFolder(), file = try SmallModel.file()
        try folder.write(file.bytes, to: "model.safetensors")
        for (link, target) in [("link", "model.safetensors"), ("dangling", "nowhere"), ("loop", "loop"), ("folder", ".")] {
            try FileManager.default.createSymbolicLink(atPath: folder.file(link), withDestinationPath: target)
        }
        #expect(try ModelFile(reading: folder.file("link")).bytes == file.bytes)
        func said(_ name: String) throws -> String? {
            #expect(throws: UnreadableModel.self) { try ModelFile(reading: folder.file(name)) }?.description
                .replacing(folder.path + "/", with: "")
        }
        #expect(try said("dangling") == "there is no file \"dangling\"")
        #expect(try said("loop") == "cannot read loop: Too many levels of symbolic links")
        #expect(try said("folder") == "cannot read folder: found a folder, expected a file")
        #expect(try said("model.safetensors/x") == "cannot read model.safetensors/x: Not a directory")
        try folder.write("PK\u{3}\u{4}", to: "x.pt")
        #expect(try said("x.pt")?.hasPrefix("\"x.pt\" can't be read as a model: it is a file of torch.save") == true)
    }
}
