import Runner
import Testing

/// The cores a process may use, by texts of `/proc` and of control groups.
struct CoresTests {
    private func cores(of machine: Int = 64, slurm: String? = nil, _ files: [String: String] = [:]) -> Int {
        Cores.allowed(of: machine, slurm: slurm) { files[$0] }
    }

    @Test func `nothing limits a process but the machine`() {
        #expect(cores() == 64)
        #expect(cores(of: 0) == 1)
        #expect(Cores.available >= 1)
    }

    @Test(arguments: [
        ("Name:\tx\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\nMems_allowed_list:\t0\n", 2),
        ("Cpus_allowed_list:\t5\n", 1), ("Cpus_allowed_list:\t0-3,8,10-11\n", 7), ("Name:\tx\n", 64),
    ])
    func `the kernel's list`(status: String, count: Int) {
        #expect(cores(["/proc/self/status": status]) == count)
    }

    @Test(arguments: [("max 100000\n", 64), ("150000 100000\n", 2), ("1000 100000\n", 1), ("400000 100000\n", 4), ("", 64), ("x\n", 64)])
    func `the quota of version 2 of control groups, rounded up`(text: String, count: Int) {
        #expect(cores(["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": text]) == count)
    }

    @Test(arguments: [("-1\n", 64), ("250000\n", 3), ("10000\n", 1)])
    func `the quota of version 1`(quota: String, count: Int) {
        #expect(cores([
            "/proc/self/cgroup": "4:cpu,cpuacct:/jobs/7:1\n0::/\n",
            "/sys/fs/cgroup/cpu/jobs/7:1/cpu.cfs_quota_us": quota, "/sys/fs/cgroup/cpu/jobs/7:1/cpu.cfs_period_us": "100000\n",
        ]) == count)
    }

    @Test func `the least of a group's and of those around it`() {
        let groups = ["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "800000 100000"]
        #expect(cores(groups) == 8)
        #expect(cores(groups.merging(["/sys/fs/cgroup/a/cpu.max": "300000 100000"]) { $1 }) == 3)
        #expect(cores(groups.merging(["/sys/fs/cgroup/cpu.max": "500000 100000"]) { $1 }) == 5)
    }

    @Test(arguments: [("3", 3), ("100", 64), ("0", 1), ("", 64), ("many", 64), (nil, 64)] as [(String?, Int)])
    func `what Slurm gives a task`(variable: String?, count: Int) {
        #expect(cores(slurm: variable) == count)
    }

    @Test func `the least of all`() {
        let files = ["/proc/self/status": "Cpus_allowed_list:\t0-7", "/proc/self/cgroup": "0::/", "/sys/fs/cgroup/cpu.max": "600000 100000"]
        #expect(cores(slurm: "9", files) == 6)
        #expect(cores(slurm: "4", files) == 4)
        #expect(cores(of: 2, slurm: "4", files) == 2)
    }
}
