/// Formats that hold models and that are not read, as their first bytes show.
package enum ForeignModelFormat: Sendable {
    /// A zip archive, as `torch.save` makes.
    case torchArchive
    /// A bare pickle, as older PyTorch and Python write.
    case pickle
    case gguf
    case hdf5

    init?(_ bytes: [UInt8]) {
        let signatures: [(Self, [UInt8])] = [
            (.torchArchive, [0x50, 0x4B, 3, 4]), (.gguf, Array("GGUF".utf8)), (.hdf5, [0x89, 0x48, 0x44, 0x46]),
        ]
        if let (format, _) = signatures.first(where: { bytes.starts(with: $0.1) }) {
            self = format
        } else if bytes.first == 0x80, bytes.dropFirst().first.map({ 2...5 ~= $0 }) == true {
            self = .pickle
        } else {
            return nil
        }
    }
}

extension ForeignModelFormat: CustomStringConvertible {
    /// What it is, and what to do about it.
    package var description: String {
        switch self {
        case .torchArchive, .pickle:
            "it is a file of torch.save, which can hold programs and is not read; "
                + "in Python: safetensors.torch.save_file(state_dict, \"model.safetensors\"), then import that"
        case .gguf:
            "it is a GGUF file, which is not read; import the safetensors file that it was made from"
        case .hdf5:
            "it is an HDF5 file, which is not read; save the model as safetensors and import that"
        }
    }
}
