/// The shells that can complete sweepbook's command lines.
///
/// Each has a script that asks sweepbook itself at every Tab, so that it offers what this version takes and what is on the disk:
///
///     sweepbook completion bash LINE BREAKS
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// What makes the shell complete command lines.
    var script: [String] {
        let text: String = switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// How the shell begins to complete, for a session of it and for good.
    var installation: String {
        switch self {
        case .bash: #"eval "$(sweepbook completion bash)", in ~/.bashrc to keep it"#
        case .zsh: "source <(sweepbook completion zsh), in ~/.zshrc to keep it"
        case .fish: "sweepbook completion fish | source, in ~/.config/fish/config.fish to keep it"
        }
    }

    /// What the script reads: candidates, one a line, with their help where the shell shows one.
    func answer(_ candidates: [CommandLineCompletion.Candidate], to line: ShellLine) -> [String] {
        switch self {
        case .bash:
            // First what readline is to do: quote the words as names of files, add no blank.
            let options = [
                candidates.contains(where: \.isPath) ? "filenames" : nil, candidates.count == 1 && candidates[0].isOpen ? "nospace" : nil,
            ].compactMap(\.self)
            // It adds the slash of a folder itself.
            return [options.joined(separator: " ")] + candidates.map { candidate in
                String((candidate.isPath && candidate.isOpen ? candidate.text.dropLast() : candidate.text[...]).dropFirst(line.keptCount))
            }
        case .zsh, .fish: return candidates.map { $0.help.isEmpty ? $0.text : "\($0.text)\t\($0.help)" }
        }
    }

    private static let bashScript = #"""
        # bash completion for sweepbook: eval "$(sweepbook completion bash)"
        _sweepbook() {
            local program=${1/#\~/$HOME}
            local -a answer=()
            type -P -- "$program" >/dev/null || program=sweepbook
            mapfile -t answer < <("$program" completion bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
            COMPREPLY=("${answer[@]:1}")
            if [[ ${answer[0]-} == *filenames* ]]; then compopt -o filenames; fi
            if [[ ${answer[0]-} == *nospace* ]]; then compopt -o nospace; fi
            # What only the shell can expand it completes itself.
            if [[ ${#answer[@]} -eq 0 ]]; then compopt -o bashdefault -o default; fi
        }
        complete -o nosort -F _sweepbook sweepbook
        """#

    private static let zshScript = #"""
        #compdef sweepbook
        # zsh completion for sweepbook: source <(sweepbook completion zsh)
        _sweepbook() {
            local program=${(Q)words[1]} line text tab=$'\t'
            local -a plain shown open home
            local -i width=0 failed=1
            [[ $program == '~/'* ]] && program=$HOME/${program#'~/'}
            (( $+commands[$program] )) || [[ -x $program ]] || program=sweepbook
            local -a answer=("${(@f)$("$program" completion zsh "${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" 2>/dev/null)}")
            for line in "${answer[@]}"; do
                text=${line%%$tab*}
                (( $#text > width )) && width=$#text
            done
            for line in "${answer[@]}"; do
                text=${line%%$tab*}
                case $text in
                    '') ;;
                    '~/'*) home+=("~/${(q)text#'~/'}") ;;
                    *[=/]) open+=("$text") ;;
                    *) plain+=("$text")
                        if [[ $line == *$tab* ]]; then shown+=("${(r:width:)text}  ${line#*$tab}"); else shown+=("$text"); fi ;;
                esac
            done
            local -a lines
            [[ $answer == *$tab* ]] && lines=(-l)
            compadd -V sweepbook-words "${lines[@]}" -d shown -a plain && failed=0
            compadd -V sweepbook-folders -S '' -a open && failed=0
            compadd -V sweepbook-home -Q -S '' -a home && failed=0
            return failed
        }
        if [[ ${funcstack[1]-} == _sweepbook ]]; then
            _sweepbook "$@"
        else
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            compdef _sweepbook sweepbook
        fi
        """#

    private static let fishScript = #"""
        # fish completion for sweepbook: sweepbook completion fish | source
        function __sweepbook_complete
            set -l program (commandline -opc)[1]
            command -q -- "$program"; or set program sweepbook
            $program completion fish (commandline -cp | string collect) 2>/dev/null
        end
        complete -c sweepbook -f -k -a '(__sweepbook_complete)'
        """#
}
