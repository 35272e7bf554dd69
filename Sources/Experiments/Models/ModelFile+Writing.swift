import Engine
import Formats

/// The form of a checkpoint: safetensors with PyTorch's names and shapes, everything else in the metadata, each as a text.
///
///     format, sweepbook, engine       pt; the version; the engine's revision
///     configuration                   JSON: the hyper-parameters that belong to the task
///     seed, iteration                 updates made
///     data_sha256, vocabulary         JSON: the tokens' names, and how a prompt becomes tokens
///     sha256                          of the bytes of all tensors
///
/// No date: the same run gives the same bytes.
extension ModelFile {
    enum Field: String, CaseIterable {
        case format, sweepbook, engine, configuration, seed, iteration, data, dataHash = "data_sha256", vocabulary, digest = "sha256"
    }

    /// What a checkpoint has, and no other safetensors file.
    package static let ownMark = Field.sweepbook.rawValue
    /// What an exported file has in its place.
    package static let exportMark = "exported_by"

    /// The file.
    package var bytes: [UInt8] {
        TensorFile.bytes(of: values.tensors.map { ($0.name, $0.shape, $0.values) }) { data in
            Field.allCases.map { ($0.rawValue, text(of: $0, data)) }
        }
    }

    /// A file of tensors in another layout.
    func bytes(exporting tensors: [ModelValues.Tensor], _ more: [(String, String)]) -> [UInt8] {
        TensorFile.bytes(of: tensors.map { ($0.name, $0.shape, $0.values) }) { data in
            let own = Field.allCases.filter { $0 != .sweepbook }.map { ($0.rawValue, text(of: $0, data)) }
            return own + [(Self.exportMark, "sweepbook \(Release.version)")] + more
        }
    }

    private func text(of field: Field, _ data: [UInt8]) -> String {
        switch field {
        case .format: "pt"
        case .sweepbook: Release.version
        case .engine: "\(engine)"
        case .configuration: JSONWriter.text(of: .object(JSONObject(configuration)), .line)
        case .seed: "\(seed)"
        case .iteration: "\(iteration)"
        case .data: configuration.data
        case .dataHash: dataHash
        case .vocabulary: JSONWriter.text(of: .object(vocabulary.fields), .line)
        case .digest: SHA256.hex(of: data)
        }
    }
}
