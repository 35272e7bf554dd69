import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// What a store that only looks learns of others' work.
extension RecordStoreTests {
    private func news(_ store: RecordStore) throws -> [RunID] { try store.news().records.map(\.0) }

    @Test func `each run is told once on its way from a claim to runs.jsonl`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        #expect(try news(watch) == [])
        _ = try claim(units[0], worker)
        for id in units[0].ids {
            #expect(try worker.append([record(id)], to: units[0]))
            #expect(try news(watch) == [id])
            #expect(try news(watch) == [])
        }
        try worker.publish(units[0])
        #expect(try news(watch) == [])
        try worker.close()
        #expect(try news(watch) == [])
        #expect(watch.count == 3)
    }

    @Test func `what moves between two looks is told wherever it is`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        _ = try claim(units[0], worker)
        #expect(try worker.append([record(units[0].ids[0])], to: units[0]))
        #expect(try news(watch) == [units[0].ids[0]])
        #expect(try worker.append(units[0].ids.dropFirst().map { record($0) }, to: units[0]))
        try worker.publish(units[0])
        #expect(try news(watch) == Array(units[0].ids.dropFirst()))
        _ = try claim(units[1], worker)
        #expect(try worker.append(units[1].ids.map { record($0) }, to: units[1]))
        try worker.close()
        #expect(try folder.names(in: "out").contains("records") == false)
        #expect(try news(watch) == units[1].ids)
    }

    @Test func `what was there when the store was opened is no news`() throws {
        let worker = try RecordStore(opening: path)
        _ = try claim(units[0], worker)
        #expect(try worker.append([record(units[0].ids[0])], to: units[0]))
        let watch = try RecordStore(opening: path)
        #expect(watch.count == 1)
        #expect(try news(watch) == [])
        try worker.publish(units[0])
        _ = try claim(units[1], worker)
        #expect(try worker.append([record(units[1].ids[2])], to: units[1]))
        #expect(try news(watch) == [units[1].ids[2]])
    }

    @Test func `a line in the making is told when it is whole`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        _ = try claim(units[0], worker)
        let name = try #require(try folder.names(in: "out/claims").first)
        let file = try #require(FileHandle(forWritingAtPath: "\(path)/claims/\(name)"))
        let (id, record) = record(units[0].ids[1])
        try file.seekToEnd()
        file.write(Data(record.keptLine.prefix(40)))
        #expect(try news(watch) == [])
        file.write(Data(record.keptLine.dropFirst(40)))
        #expect(try news(watch) == [id])
    }

    @Test func `a unit that is claimed anew is read anew`() throws {
        let watch = try RecordStore(opening: path)
        for id in units[0].ids {
            let worker = try RecordStore(opening: path)
            _ = try claim(units[0], worker)
            #expect(try news(watch) == [])
            #expect(try worker.append([record(id)], to: units[0]))
            #expect(try news(watch) == [id])
            try worker.close()
        }
    }

    @Test func `claims count while their owners live`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        #expect(try watch.news().liveClaims == 0)
        _ = try claim(units[0], worker)
        _ = try claim(units[1], worker)
        #expect(try watch.news().liveClaims == 2)
        try worker.close()
        #expect(try watch.news().liveClaims == 0)
    }

    @Test func `another result of a known run is an alarm`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        _ = try claim(units[0], worker)
        #expect(try worker.append([record(units[0].ids[0])], to: units[0]))
        #expect(try news(watch).count == 1)
        try FileManager.default.createDirectory(atPath: "\(path)/records", withIntermediateDirectories: true)
        try folder.write(record(units[0].ids[0], right: 3).1.keptLine, to: "out/records/other.jsonl")
        #expect(throws: FolderProblem.self) { try watch.news() }
    }

    @Test func `a folder that is gone is told of`() throws {
        let watch = try RecordStore(opening: path)
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: FolderError.missing(path: path)) { try watch.news() }
    }
}
