import Foundation
import Notebook

/// The notebooks in `Fixtures`, which `make_fixtures.py` and `make_kernel_fixtures.py` made.
enum Fixture {
    /// Written by nbformat itself, in 4.5.
    static let written = ["plain", "nbconvert", "jupyterlab", "quirks.rewritten", "kernel.nbconvert", "kernel.jupyterlab"]
    static let old = ["v4.0", "v4.1", "v4.2", "v4.3", "v4.4"]

    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")
        return Array(try Data(contentsOf: folder.appendingPathComponent(name + ".ipynb")))
    }

    static func notebook(_ name: String) throws -> NotebookDocument {
        try NotebookDocument(bytes: try bytes(name))
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
