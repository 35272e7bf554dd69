import Foundation

/// The files that renderers' texts are compared with.
enum Golden {
    static func text(_ name: String) throws -> String {
        let folder = Bundle.module.resourceURL?.appending(path: "Golden") ?? URL(filePath: "Golden")
        return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}
