extension Page {
    /// What a mark means, in words beside a sample of it.
    struct LegendEntry {
        enum Sample {
            case line(Int)
            case band(Int)
            case bands
            case symbol(Symbol, Style)
            case mean
            /// The colours of lines by their outcome.
            case outcomes
        }

        let sample: Sample
        let text: String
    }

    private static let sampleWidth = 26.0

    /// The entries side by side, in as many lines as they take.
    mutating func legend(_ entries: [LegendEntry]) {
        guard !entries.isEmpty else { return }
        var left = Page.margin
        for entry in entries {
            let text = PlainText.truncated(entry.text, to: inner - Self.sampleWidth - 8) { TextSize.width($0, TextSize.small) }
            let needed = Self.sampleWidth + 6 + TextSize.width(text, TextSize.small)
            if left > Page.margin, left + needed > width - Page.margin {
                left = Page.margin
                top += 20
            }
            draw(entry.sample, around: Point(x: left + Self.sampleWidth / 2, y: top + 8))
            add(Label(text, at: Point(x: left + Self.sampleWidth + 6, y: top + 8 + TextSize.drop(TextSize.small)), size: TextSize.small))
            left += needed + 18
        }
        top += 26
    }

    private mutating func draw(_ sample: LegendEntry.Sample, around center: Point) {
        let left = center.x - Self.sampleWidth / 2, right = center.x + Self.sampleWidth / 2
        switch sample {
        case .line(let series): add(.line([Point(x: left, y: center.y), Point(x: right, y: center.y)]), .line(series))
        case .band(let series): add(.box(Box(left: left, top: center.y - 6, right: right, bottom: center.y + 6)), .band(series))
        case .bands:
            add(.box(Box(left: left, top: center.y - 6, right: center.x, bottom: center.y + 6)), .band(0))
            add(.box(Box(left: center.x, top: center.y - 6, right: right, bottom: center.y + 6)), .band(1))
        case .symbol(let symbol, let style): add(.symbol(symbol, center, radius: 6), style)
        case .mean:
            add(.line([Point(x: left + 2, y: center.y), Point(x: right - 2, y: center.y)]), .emphasis)
            add(.symbol(.circle, center, radius: 4), .emphasis)
        case .outcomes:
            let steps = Palette.outcomeSteps.count, step = Self.sampleWidth / Double(steps)
            for index in 0..<steps {
                let from = left + step * Double(index)
                add(.box(Box(left: from, top: center.y - 5, right: from + step, bottom: center.y + 5)), .outcomeFill(index))
            }
        }
    }
}
