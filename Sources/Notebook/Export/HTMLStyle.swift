/// The style sheet of exported pages. Every text has a contrast of at least 4.5 to its background, light and dark.
enum HTMLStyle {
    static let sheet = """
        :root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --page: #ffffff; --code: #f3f5f7;
          --line: #d1d9e0; --link: #0550ae; --error: #b3261e; --note: #fff4e5; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #e6edf3; --muted: #9da7b1; --page: #10151b; --code: #1b222b;
            --line: #3d444d; --link: #79b8ff; --error: #ff9a91; --note: #33260f; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text);
          font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        section { margin: 1rem 0; }
        h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 0.5em; }
        h1:first-child { margin-top: 0; }
        a { color: var(--link); }
        code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.875rem; }
        pre { margin: 0; padding: 0.6rem 0.8rem; overflow-x: auto; line-height: 1.45; }
        .source, .markdown pre, .raw { white-space: pre-wrap; overflow-wrap: anywhere; }
        pre:focus-visible, summary:focus-visible { outline: 2px solid var(--link); }
        .markdown pre, .source, .raw pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; }
        .markdown :not(pre) > code { background: var(--code); padding: 0.1em 0.3em; border-radius: 4px; }
        .input { display: flex; gap: 0.5rem; align-items: baseline; }
        .prompt { flex: none; width: 3rem; text-align: right; color: var(--muted); font: 0.8rem ui-monospace, monospace; }
        .input pre { flex: 1; min-width: 0; }
        .outputs { margin: 0.4rem 0 0 3.5rem; }
        .stderr { background: var(--note); border-radius: 6px; }
        .error { color: var(--error); border-left: 3px solid var(--error); }
        figure { margin: 0.5rem 0; }
        img { max-width: 100%; height: auto; }
        img:not([src^="data:image/svg"]) { background: #ffffff; color: #1f2328; }
        iframe { width: 100%; height: 14rem; border: 1px solid var(--line); border-radius: 6px; resize: vertical; }
        summary { cursor: pointer; color: var(--muted); font-size: 0.875rem; }
        table { border-collapse: collapse; display: block; width: max-content; max-width: 100%; overflow-x: auto;
          font-variant-numeric: tabular-nums; }
        th, td { border: 1px solid var(--line); padding: 0.25rem 0.6rem; text-align: left; white-space: nowrap; }
        thead tr:not(:has(th:not(:empty))) { display: none; }
        td.long { white-space: normal; min-width: 18rem; }
        [align="right"] { text-align: right; } [align="center"] { text-align: center; }
        blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--muted); }
        @media (max-width: 40rem) { .prompt { display: none; } .outputs { margin-left: 0; } }
        @media print { pre { white-space: pre-wrap; overflow-wrap: anywhere; } }
        """
}
