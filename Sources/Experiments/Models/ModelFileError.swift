package import Engine
package import Formats

/// Why a file holds no model.
package enum ModelFileError: Error {
    case empty
    case otherFormat(ForeignModelFormat)
    case container(TensorFileError)
    /// A safetensors file without sweepbook's metadata.
    case foreign
    /// Metadata that are missing or say what can't be; in words.
    case metadata(String, String)
    /// The tensors' digest is another.
    case damaged
    case model(ModelError)
}

extension ModelFileError: CustomStringConvertible {
    /// One sentence, to follow the file's name.
    package var description: String {
        switch self {
        case .empty: "it is empty, expected a safetensors file"
        case .otherFormat(let format): "\(format)"
        case .container(let error): "\(error)"
        case .foreign: "it is a safetensors file that sweepbook has not written; import makes a model of it"
        case .metadata(let name, let problem): "the metadata \(quoted(name)): \(problem)"
        case .damaged: "its tensors have changed since they were written: their SHA-256 is another"
        case .model(let error): "\(error)"
        }
    }
}
