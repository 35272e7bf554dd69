internal import Glibc
package import Plots
package import System

/// What the three standard streams can do: which are terminals, whether keys can be edited,
/// which characters and colours may be sent.
package struct TerminalCapabilities: Sendable {
    /// Which of the standard streams are terminals.
    package struct Terminals: Sendable {
        package let input: Bool
        package let output: Bool
        package let error: Bool

        package init(input: Bool, output: Bool, error: Bool) {
            self.input = input
            self.output = output
            self.error = error
        }
    }

    package let terminals: Terminals
    /// Whether the terminal can't move its cursor: TERM is unset, empty or one of ``dumbTerms``.
    package let isDumb: Bool
    package let encoding: TextEncoding
    /// Whether styled text may go to standard output.
    package let colorsOutput: Bool
    /// Whether styled text may go to standard error.
    package let colorsError: Bool

    /// Whether a user sits at both ends: prompts belong only here.
    package var isInteractive: Bool { terminals.input && terminals.output }

    /// Whether lines can be edited key by key.
    package var canEdit: Bool { isInteractive && !isDumb }

    /// The capabilities of the running process. Sets its locale of characters.
    package static func detect(color: ColorChoice = .auto) -> TerminalCapabilities {
        TerminalCapabilities(
            terminals: Terminals(input: isatty(0) == 1, output: isatty(1) == 1, error: isatty(2) == 1),
            environment: .process, color: color, encoding: .adoptFromLocale())
    }

    package init(terminals: Terminals, environment: Environment, color: ColorChoice, encoding: TextEncoding) {
        let isDumb = Self.isDumb(environment["TERM"])
        func colors(_ isTerminal: Bool) -> Bool {
            Self.colors(color, environment: environment, canShow: isTerminal && !isDumb)
        }
        self.terminals = terminals
        self.isDumb = isDumb
        self.encoding = encoding
        self.colorsOutput = colors(terminals.output)
        self.colorsError = colors(terminals.error)
    }

    /// Whether a terminal of that TERM can't move its cursor, and must not get escape sequences.
    static func isDumb(_ term: String?) -> Bool {
        term.map(dumbTerms.contains) ?? true
    }

    /// Every other terminal is taken to know the cursor movements of ECMA-48, as all that are in use do: a description of
    /// a new one is often missing on the machine that a user has logged in to.
    private static let dumbTerms: Set = ["dumb", "emacs", "unknown", "network", "vt52"]

    /// The option decides; then NO_COLOR; then FORCE_COLOR (0 and `false` forbid); then what the stream can show.
    private static func colors(_ choice: ColorChoice, environment: Environment, canShow: Bool) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if environment["NO_COLOR"] != nil { return false }
        if let force = environment["FORCE_COLOR"] { return force != "0" && force != "false" }
        return canShow
    }

    /// The columns of the terminal at standard output, at least 2. Asked anew each time, because windows
    /// are resized; where there is no terminal, COLUMNS, else 80.
    package static func columns(environment: Environment = .process) -> Int {
        size(environment: environment).columns
    }

    /// Rows and columns of the terminal at standard output, 24 and 80 where nothing tells.
    static func size(environment: Environment = .process) -> (rows: Int, columns: Int) {
        var window = winsize()
        let answered = ioctl(1, UInt(TIOCGWINSZ), &window) == 0
        let rows = answered && window.ws_row >= 1 ? Int(window.ws_row) : 24
        if answered, window.ws_col >= 2 { return (rows, Int(window.ws_col)) }
        let told = environment["COLUMNS"].flatMap { Int($0) } ?? 80
        return (rows, (2...10_000).contains(told) ? told : 80)
    }
}

/// What the user asked for with `--color`.
package enum ColorChoice: String, CaseIterable, Sendable {
    /// Colour where it can be seen: on a terminal that knows it, unless NO_COLOR says otherwise.
    case auto
    case always
    case never
}

extension TerminalRenderer {
    /// Braille and blocks where the locale of characters is UTF-8 and no dumb terminal shows them.
    package init(for capabilities: TerminalCapabilities, columns: Int) {
        let isPlain = capabilities.encoding == .ascii || (capabilities.terminals.output && capabilities.isDumb)
        self.init(columns: columns, characters: isPlain ? .ascii : .unicode, isColored: capabilities.colorsOutput)
    }
}
