// swift-tools-version: 6.3
import PackageDescription

/// What every Swift target is compiled with: Swift 6 language mode, imports that stay inside the
/// file that names them, and no warning let through.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "sweepbook",
    products: [.executable(name: "sweepbook", targets: ["sweepbook"])],
    targets: [
        // The rooms, from the ground up; an arrow points only downwards.
        .systemLibrary(
            name: "CMarkdown", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // Without pkg-config, whose flags name another standard of C than SwiftPM allows.
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSystem"),
        .target(
            name: "CKernels",
            // The vectoriser does its work at -O3; no sum may be reordered and no product fused
            // unless the source says so, because equal bits are a promise.
            cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno", "-Wall", "-Wextra", "-Werror", "-Wno-psabi"])]),
        .target(name: "Characters", swiftSettings: house),
        .target(name: "Formats", dependencies: ["Characters"], swiftSettings: house),
        .target(name: "Statistics", swiftSettings: house),
        .target(name: "System", dependencies: ["CSystem"], swiftSettings: house),
        .target(
            name: "Engine", dependencies: ["Statistics", "CKernels"],
            resources: [.embedInCode("Data/family_tree.tsv")],
            swiftSettings: house),
        .target(
            name: "Experiments", dependencies: ["Engine", "Statistics", "Formats", "System", "CSodium", "CZlib"], swiftSettings: house),
        .target(name: "Comparison", dependencies: ["Experiments", "Engine", "Statistics", "Formats"], swiftSettings: house),
        .target(name: "Language", dependencies: ["Characters"], swiftSettings: house),
        .target(
            name: "CFonts", exclude: ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE"],
            // The fonts are embedded as C23 and C++26 do, which the compiler knows of in every C.
            cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
        .target(name: "Plots", dependencies: ["Characters", "CFonts", "CZlib"], swiftSettings: house),
        .target(name: "Notebook", dependencies: ["Characters", "Formats", "System", "CMarkdown"], swiftSettings: house),
        .target(name: "Runner", dependencies: ["Experiments", "Engine", "Statistics", "System"], swiftSettings: house),
        .target(
            name: "Session",
            dependencies: [
                "Characters", "Language", "Notebook", "Plots", "Runner", "Comparison", "Experiments", "Engine", "Statistics", "Formats", "System",
            ],
            swiftSettings: house),
        .target(
            name: "Terminal", dependencies: ["Session", "Characters", "Language", "Plots", "System"], swiftSettings: house),
        .target(
            name: "Jupyter",
            dependencies: ["Session", "Notebook", "Language", "Formats", "Characters", "System", "CZeroMQ", "CSodium"], swiftSettings: house),
        .executableTarget(
            name: "sweepbook",
            dependencies: ["Terminal", "Jupyter", "Session", "Language", "Engine"], swiftSettings: house),

        // The tests mirror the rooms; what several of them need is in TestSupport.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        .testTarget(name: "SystemTests", dependencies: ["System", "TestSupport"], swiftSettings: house),
        .testTarget(name: "CharactersTests", dependencies: ["Characters"], swiftSettings: house),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "Characters", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "EngineTests", dependencies: ["Engine", "CKernels", "CSodium"],
            resources: [.copy("Reference")], swiftSettings: house),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Statistics", "Engine", "TestSupport"],
            resources: [.copy("Reference")], swiftSettings: house),
        .testTarget(
            name: "ExperimentsTests", dependencies: ["Experiments", "Engine", "Statistics", "TestSupport"],
            resources: [.copy("Reference")], swiftSettings: house),
        .testTarget(
            name: "ComparisonTests", dependencies: ["Comparison", "Experiments", "Engine", "Statistics"],
            resources: [.copy("Reference")], swiftSettings: house),
        .testTarget(name: "LanguageTests", dependencies: ["Language", "Characters", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "PlotsTests", dependencies: ["Plots", "CZlib"],
            resources: [.copy("Golden")], swiftSettings: house),
        .testTarget(
            name: "NotebookTests", dependencies: ["Notebook", "Formats", "System", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: house),
        .testTarget(
            name: "SessionTests",
            dependencies: [
                "Session", "Language", "Notebook", "Plots", "Runner", "Experiments", "Engine", "Formats", "System", "TestSupport",
            ],
            resources: [.copy("Scripts")], swiftSettings: house),
        .testTarget(
            name: "RunnerTests", dependencies: ["sweepbook", "Runner", "Experiments", "Engine", "System", "TestSupport"], swiftSettings: house),
        // A REPL that echoes what it reads: the program the pseudo-terminal tests drive. Not shipped.
        .executableTarget(
            name: "LineEditorProbe", dependencies: ["Terminal", "Session", "System"], path: "Tests/LineEditorProbe", swiftSettings: house),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Plots", "System", "LineEditorProbe", "sweepbook", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "JupyterTests",
            dependencies: ["Jupyter", "Session", "Formats", "System", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "EndToEndTests", dependencies: ["sweepbook", "Jupyter", "CZeroMQ", "Formats", "Session", "Notebook", "Language", "Experiments", "Engine", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "Soak", dependencies: ["sweepbook", "Notebook", "Comparison", "Experiments", "Engine", "Statistics", "CKernels"],
            swiftSettings: house),
    ]
)
