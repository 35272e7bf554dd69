/// What users are told of clusters.
enum ClusterGuide {
    /// The topic `cluster`.
    static let cluster = Guide(name: "cluster", otherNames: ["slurm"], help: "train a sweep on a cluster with Slurm", page: clusterPage)

    private static var clusterPage: HelpPage {
        var page = HelpPage(title: "sweep … on=slurm", paragraphs: [
            """
            on=slurm submits workers to Slurm, which take the sweep's work from its results folder until none is left. The folder must be \
            on a file system that the nodes share. It gets the same bytes as on one machine, times aside, and is resumed the same way.
            """,
            """
            The session follows: runs done, rate, time left, and why jobs wait. Ctrl-C leaves, and the workers go on; attach FOLDER follows \
            again, from any login. stop FOLDER lets workers finish their runs and leave, cancel FOLDER ends them now; resume FOLDER on=slurm goes on. \
            Sweeps on other machines may help: resume FOLDER there.
            """,
            """
            workers, cpus, memory, time, partition, account and sbatch say what is asked of Slurm; without them it goes by the plan's own estimate. \
            dry=true shows the estimate and the script and submits nothing.
            """,
            """
            A site's or a project's defaults stand in ~/.config/sweepbook/slurm.sweep (in XDG_CONFIG_HOME where that is set), in slurm.sweep in \
            the working directory, and in the folder's workers/slurm.sweep, where each submission leaves what it was told; the nearest wins, and what the \
            command says wins over all. They are let statements of these names.
            """,
        ])
        page.add("Statements", code: [
            "sweep n_layer=1..4 n_head=[1, 2, 4] on=slurm", "sweep n_layer=1..4 on=slurm workers=16 time=\"2:00:00\" partition=\"short\" dry=true",
            "sweep n_layer=1..4 out=\"deep\" on=slurm detach=true", "status deep", "attach deep", "stop deep", "resume deep on=slurm",
        ])
        page.add("slurm.sweep", code: ["let partition = \"short\"", "let account = \"proj42\"", "let memory = \"4G\"", "let sbatch = \"--qos=long\""])
        return page
    }
}
