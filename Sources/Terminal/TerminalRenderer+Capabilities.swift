package import Plots

extension TerminalRenderer {
    /// Braille and blocks where the locale of characters is UTF-8 and no dumb terminal shows them.
    package init(for capabilities: TerminalCapabilities, columns: Int) {
        let isPlain = capabilities.encoding == .ascii || (capabilities.terminals.output && capabilities.isDumb)
        self.init(columns: columns, characters: isPlain ? .ascii : .unicode, isColored: capabilities.colorsOutput)
    }
}
