/// Trains on threads of this process, at most one run on each.
package struct LocalLauncher: Launcher {
    package let cores: Int
    package let memory: MachineMemory

    package init(memory: MachineMemory = .current, cores: Int = Cores.available) {
        self.memory = memory
        self.cores = cores
    }

    package func launch(_ work: SweepWork) -> AsyncThrowingStream<RunProgress, any Error> {
        SweepRunner(work, memory: memory, cores: cores).events()
    }
}
