internal import Characters
internal import Language

/// Lays the candidates out in lines: one a line with what it is, where that fits, else names in columns.
///
/// Never more than `maximumRows` lines of candidates; a last line says how many more there are.
package struct CompletionListing {
    /// Columns of the terminal.
    let columns: Int
    /// Lines of candidates, at least 1.
    let maximumRows: Int
    let encoding: TextEncoding

    /// Columns between two names.
    private static let gap = 2
    /// Columns a name may take before it is cut off.
    private var widestName: Int { max(1, columns - 1) }

    package init(columns: Int, maximumRows: Int, encoding: TextEncoding) {
        self.columns = max(2, columns)
        self.maximumRows = max(1, maximumRows)
        self.encoding = encoding
    }

    package func lines(_ candidates: [CompletionCandidate]) -> [String] {
        let isDescribed = candidates.contains { $0.detail != nil || $0.kind != nil }
        if isDescribed, candidates.count <= maximumRows { return table(candidates) }
        return grid(candidates)
    }

    /// Name, kind and description, one candidate a line.
    private func table(_ candidates: [CompletionCandidate]) -> [String] {
        let names = candidates.map { shown($0.text) }
        let kinds = candidates.map { shown($0.kind ?? "") }
        let nameWidth = widest(names), kindWidth = widest(kinds)
        return candidates.indices.map { row in
            var line = names[row].padded(toColumns: nameWidth + Self.gap)
            if kindWidth > 0 { line += kinds[row].padded(toColumns: kindWidth + Self.gap) }
            line += shown(candidates[row].detail ?? "")
            return line.trimmingTrailingBlanks().truncated(toColumns: widestName, ellipsis: encoding.ellipsis)
        }
    }

    /// Names in columns, each read downwards.
    private func grid(_ candidates: [CompletionCandidate]) -> [String] {
        let most = maximumRows * max(1, columns / (1 + Self.gap))
        let names = candidates.prefix(most).map {
            shown($0.text).truncated(toColumns: widestName, ellipsis: encoding.ellipsis)
        }
        let cell = widest(names) + Self.gap
        // The last column needs no gap after it, and the terminal's last column stays free.
        let across = max(1, (columns - 1 + Self.gap) / cell)
        let kept = names.prefix(maximumRows * across)
        let rows = (kept.count + across - 1) / across
        var lines = (0..<rows).map { row in
            stride(from: row, to: kept.count, by: rows).map { kept[$0].padded(toColumns: cell) }
                .joined().trimmingTrailingBlanks()
        }
        if kept.count < candidates.count { lines.append(remainder(candidates.count - kept.count)) }
        return lines
    }

    private func remainder(_ count: Int) -> String {
        "\(encoding.ellipsis) and \(count) more"
    }

    private func widest(_ texts: [String]) -> Int {
        texts.reduce(0) { max($0, $1.displayWidth) }
    }

    private func shown(_ text: String) -> String {
        encoding.restricting(text.replacingControls(with: "?"))
    }
}

extension String {
    fileprivate func trimmingTrailingBlanks() -> String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
