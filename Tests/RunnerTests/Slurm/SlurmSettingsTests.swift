import Engine
import Experiments
import Runner
import Testing

struct SlurmSettingsTests {
    private func settings(_ change: (inout SlurmSettings) -> Void) -> SlurmSettings {
        var settings = SlurmSettings()
        change(&settings)
        return settings
    }

    private func complaint(_ change: (inout SlurmSettings) -> Void) -> String? {
        do throws(SlurmError) {
            try settings(change).check()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: ["4G", "512M", "2000", "1T", "64k", "8GB"])
    func `sizes as Slurm reads them are right`(size: String) { #expect(complaint { $0.memory = size } == nil) }

    @Test(arguments: ["", "0", "1.5G", "4 G", "G", "-4G", "4X", "4GiB", "٣G"])
    func `other sizes are wrong`(size: String) {
        #expect(complaint { $0.memory = size } == "memory is \"\(size)\", expected a size such as 512M or 4G")
    }

    @Test(arguments: ["90", "10:30", "2:00:00", "1-12", "1-12:30", "0-0:30:00", "UNLIMITED", "infinite", "100:00:00"])
    func `times as Slurm reads them are right`(time: String) { #expect(complaint { $0.time = time } == nil) }

    @Test(arguments: ["", "0", "2h", "1:2:3:4", "1-", "-1", "1-2-3", "2:", ":30", "1.5", "0:00:00", "a day"])
    func `other times are wrong`(time: String) {
        let expected = "a time such as 2:00:00 (two hours) or 1-12 (a day and 12 hours)"
        #expect(complaint { $0.time = time } == "time is \"\(time)\", expected \(expected)")
    }

    @Test func `numbers, words and further options are checked`() {
        #expect(complaint { $0.workers = 0 } == "workers is \"0\", expected a number from 1 to 1000")
        #expect(complaint { $0.cpus = 2000 } == "cpus is \"2000\", expected a number from 1 to 1024")
        #expect(complaint { $0.partition = "short long" } == "partition is \"short long\", expected a word")
        #expect(complaint { $0.account = "" } == "account is \"\", expected a word")
        #expect(complaint { $0.sbatch = "--qos=long --constraint=\"zen4&ib\" -x 'n 1'" } == nil)
        #expect(complaint { $0.sbatch = "--comment='open" } == "sbatch is \"--comment='open\", expected options whose quotes are closed")
        #expect(complaint { $0.sbatch = "qos=long" } == "sbatch is \"qos=long\", expected options of sbatch, such as --qos=long")
        #expect(complaint { $0.sbatch = "--array=0-9" } == "sbatch is \"--array=0-9\", expected workers= for the number of workers")
        #expect(complaint { $0.sbatch = "--arr=0-9" } == "sbatch is \"--arr=0-9\", expected workers= for the number of workers")
    }

    @Test func `what one doesn't say is filled from another`() {
        let near = settings { ($0.workers, $0.memory) = (4, "1G") }, far = settings { ($0.memory, $0.partition) = ("8G", "short") }
        let filled = near.filled(from: far)
        #expect((filled.workers, filled.memory, filled.partition) == (4, "1G", "short"))
    }

    @Test func `they are told in words`() {
        #expect(settings { ($0.workers, $0.cpus, $0.memory, $0.time) = (8, 1, "512M", "0:20:00") }.description
            == "8 workers with 1 core, 512M and 0:20:00 each")
        #expect(settings { ($0.workers, $0.cpus) = (1, 2) }.description == "1 worker with 2 cores")
    }
}
