import Foundation
import TestSupport
import Testing

/// What tables and exports say of results that use has found at fault.
struct ResultTableTests {
    private let sweepbook: Sweepbook

    init() throws { sweepbook = try Sweepbook() }

    private func train(_ words: String...) throws {
        let small = ["--n_layer", "1", "--n_embd_factor", "4", "--epochs", "1"]
        let result = try sweepbook.run(["train"] + small + words)
        #expect(result.status == 0, "\(result.complaint)")
    }

    @Test func `every column of the CSV is a key of each JSONL line, and no other is`() throws {
        let failing = ["--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0.1", "--epochs", "5", "--seeds", "2"]
        _ = try sweepbook.run(["sweep"] + failing + ["--learning_rate", "0.01", "1e30", "--grad_clip", "inf", "--out", "f"])
        let csv = try sweepbook.run("export", "f", "csv").output.split(separator: "\n").map(String.init)
        let columns = csv[0].split(separator: ",").map(String.init)
        let lines = try sweepbook.run("export", "f", "jsonl").output.split(separator: "\n")
        #expect(lines.count == 4 && csv.count == 5)
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(Set(object.keys) == Set(columns))
        }
        #expect(["test_accuracy", "status", "reason", "failed_loss"].allSatisfy(columns.contains))
        // DuckDB takes a column of inf for dates.
        #expect(csv[1].contains(",1e999,") && !csv.joined().contains(",inf"))
        #expect(csv[3].contains("failed,loss is nan in epoch"))
    }

    @Test func `long folder paths keep the table's form`() throws {
        let place = "projects/a-rather-long-project-name/experiments/2026/november"
        for heads in ["1", "2", "4"] { try train("--n_head", heads, "--seeds", "3", "--out", "\(place)/heads_\(heads)") }
        let folders = ["1", "2", "4"].map { "\(place)/heads_\($0)" }
        let lines = try sweepbook.run(["compare"] + folders, environment: ["COLUMNS": "80"]).output.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.count <= 80 })
        let heading = try #require(lines.firstIndex { $0.contains("source") })
        #expect(lines[heading].contains("rank") && lines[heading].contains("mean"))
        for heads in ["1", "2", "4"] { #expect(lines[(heading + 1)...(heading + 3)].contains { $0.contains("  heads_\(heads)  ") }) }
        // For programs a folder has its whole path.
        #expect(try sweepbook.run(["compare", "--csv"] + folders).output.contains("\(place)/heads_1"))
    }

    @Test func `a folder's name does not stand as a formula in CSV`() throws {
        try train("--seeds", "2", "--out", "=1+2")
        let csv = try sweepbook.run("compare", "=1+2", "--csv").output
        #expect(csv.contains("\n1,'=1+2,"))
    }

    @Test func `links and other spellings of a folder are that folder`() throws {
        try train("--seeds", "2", "--out", "one")
        try FileManager.default.createSymbolicLink(atPath: sweepbook.folder.file("link"), withDestinationPath: "one")
        let one = try sweepbook.run("compare", "one")
        #expect(try sweepbook.run("compare", "one", "link", "./one/").output == one.output)
    }

    @Test func `a name that stands twice in a notebook is read as Jupyter does, with a warning`() throws {
        let text = """
            {"cells": [], "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "kept"}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """
        try sweepbook.folder.write(text, to: "twice.ipynb")
        let result = try sweepbook.run("notebook", "export", "twice.ipynb", "--to", "markdown", "--out", "-")
        #expect(result.output.contains("kept"))
        #expect(result.complaint == "sweepbook: twice.ipynb: line 1, column 1: the name \"cells\" stands twice in an object; "
            + "the last value counts, as in Jupyter\n")
        #expect(result.status == 0)
    }

    @Test func `two folders become one that is resumed, compared and exported`() throws {
        try train("--n_head", "1", "--seeds", "0..1", "--out", "a")
        try train("--n_head", "2", "--seeds", "1..2", "--out", "b")
        let merged = try sweepbook.run("merge", "a", "b", "--out", "both")
        #expect(merged.status == 0)
        #expect(merged.output == "both: 4 of 6 runs\nSummary saved to: both/sweep_summary.txt\n")
        #expect(try sweepbook.run("resume", "both").status == 0)
        #expect(try sweepbook.run("export", "both", "csv").output.split(separator: "\n").count == 7)
        #expect(try sweepbook.run("merge", "a", "both", "--out", "a").complaint.contains("a exists and is not an empty folder"))
        #expect(try sweepbook.run("merge", "a", "b").complaint.contains("merge needs out"))
        // Another result of a run is refused with both places.
        let log = try sweepbook.folder.text(of: "b/runs.jsonl")
        try sweepbook.folder.write(log.replacing(#/"train_loss":0\.\d+/#, with: "\"train_loss\":0.5").replacing(#/,"crc32":"\w+"/#, with: ""), to: "b/runs.jsonl")
        let conflict = try sweepbook.run("merge", "b", "both", "--out", "c")
        #expect(conflict.complaint.hasPrefix("sweepbook: b and both have different results of seed 1 of n_layer=1, n_head=2"))
        #expect(conflict.status == 1)
        #expect(!FileManager.default.fileExists(atPath: sweepbook.folder.file("c")))
    }
}
