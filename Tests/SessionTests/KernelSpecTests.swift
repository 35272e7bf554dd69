import Formats
import Glibc
import Language
import Session
import System
import TestSupport
import Testing

struct KernelSpecTests {
    private let folder: TemporaryFolder
    private var kernels: String { folder.file("share/jupyter/kernels") }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a kernelspec says how to start the kernel`() throws {
        let spec = try KernelSpec(installing: "sweepbook", in: kernels, program: "/bin/sweepbook")
        var reader = try JSONReader(try folder.bytes(of: "share/jupyter/kernels/sweepbook/kernel.json"))
        #expect(try reader.document() == [
            "argv": ["/bin/sweepbook", "kernel", "start", "{connection_file}"], "display_name": "Sweepbook", "language": "sweepbook",
            "interrupt_mode": "message", "metadata": ["supported_encryption": "curve"],
        ])
        #expect(try folder.names(in: "share/jupyter/kernels/sweepbook") == ["kernel.json", "logo-svg.svg"])
        try spec.remove()
        #expect(try folder.names(in: "share/jupyter/kernels") == [])
    }

    @Test func `an earlier one is replaced, another program's is not`() throws {
        _ = try KernelSpec(installing: "mine", in: kernels, program: "/bin/old")
        _ = try KernelSpec(installing: "mine", in: kernels, program: "/bin/new")
        #expect(try folder.text(of: "share/jupyter/kernels/mine/kernel.json").contains("/bin/new"))
        let foreign = #"{"argv": ["python", "-m", "ipykernel", "-f", "{connection_file}"], "language": "python"}"#
        let (mine, kernels) = (kernels + "/mine", kernels)
        let broken = "\(mine)/kernel.json can't be read as a kernelspec; remove it, or choose another name with name=NAME (--name NAME)"
        for (text, sentence) in [
            (foreign, "\(mine) is another program's kernel; choose another name with name=NAME (--name NAME)"),
            ("{", broken), ("", broken), ("[]", broken),
        ] {
            try folder.write(text, to: "share/jupyter/kernels/mine/kernel.json")
            let error = #expect(throws: KernelSpec.Failure.self) { try KernelSpec(installing: "mine", in: kernels, program: "/bin/new") }
            #expect(error?.description == sentence)
            #expect(try folder.text(of: "share/jupyter/kernels/mine/kernel.json") == text)
            #expect(KernelSpec(reading: "mine", in: kernels) == nil)
        }
    }

    @Test func `a pipe in its place is not waited for, and nothing is left beside it`() throws {
        try FolderPath.make(kernels + "/mine")
        #expect(mkfifo(kernels + "/mine/kernel.json", 0o600) == 0)
        let kernels = kernels
        #expect(throws: KernelSpec.Failure.broken(kernels + "/mine/kernel.json")) {
            try KernelSpec(installing: "mine", in: kernels, program: "/bin/new")
        }
        #expect(KernelSpec(reading: "mine", in: kernels) == nil)
        #expect(try folder.names(in: "share/jupyter/kernels/mine") == ["kernel.json"])
    }

    @Test func `what else is in its folder stays`() throws {
        let spec = try KernelSpec(installing: "mine", in: kernels, program: "/bin/new")
        try folder.write("", to: "share/jupyter/kernels/mine/logo-64x64.png")
        try spec.remove()
        #expect(try folder.names(in: "share/jupyter/kernels/mine") == ["logo-64x64.png"])
    }

    @Test func names() throws {
        #expect(try KernelSpec.name("My_Kernel-2.0") == "my_kernel-2.0")
        for name in ["", "a b", "a/b", "..", ".", "ä", "a\n"] {
            let error = #expect(throws: KernelSpec.Failure.self) { try KernelSpec.name(name) }
            #expect(error?.description.hasPrefix(#"a kernel's name has letters, digits, ".", "_" and "-", found "#) == true)
        }
    }

    @Test func `where front ends look`() {
        func folders(_ variables: [String: String]) -> KernelFolders { KernelFolders(Environment(variables)) }
        #expect(folders(["HOME": "/h"]).own == "/h/.local/share/jupyter/kernels")
        #expect(folders(["HOME": "/h", "XDG_DATA_HOME": "/d"]).own == "/d/jupyter/kernels")
        #expect(folders(["HOME": "/h", "XDG_DATA_HOME": "/d", "JUPYTER_DATA_DIR": "/j"]).own == "/j/kernels")
        #expect(folders([:]).own == nil)
        #expect(folders(["HOME": "/h", "JUPYTER_PATH": "/a:/b", "VIRTUAL_ENV": "/v", "CONDA_PREFIX": "/usr/local"]).all == [
            "/a/kernels", "/b/kernels", "/h/.local/share/jupyter/kernels", "/v/share/jupyter/kernels",
            "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels",
        ])
    }

    @Test func `a folder that can't be made`() throws {
        try folder.write("", to: "share")
        let (kernels, share) = (kernels, folder.file("share/jupyter"))
        let error = #expect(throws: KernelSpec.Failure.self) { try KernelSpec(installing: "mine", in: kernels, program: "/bin/new") }
        #expect(error?.description == "cannot write \"\(share)\": Not a directory")
    }

    @Test func `the command takes a name either way, and says where kernels are`() async throws {
        let prefix = folder.file("environment")
        func lines(_ text: String) async throws -> [String] {
            let shown = Locked<[String]>([])
            _ = try await Interpreter(SessionEnvironment()).execute(SourceText(name: "", text)) { event in
                if case .lines(let lines) = event { shown.withLock { $0 += lines } }
                if case .table(let lines, _) = event { shown.withLock { $0 += lines } }
            }
            return shown.withLock { $0 }
        }
        let kernels = prefix + "/share/jupyter/kernels"
        #expect(try await lines("kernel install Mine prefix=\"\(prefix)\"") == ["installed the kernel mine in \(kernels)/mine"])
        #expect(try await lines("kernel install name=\"other\" prefix=\"\(prefix)\"") == ["installed the kernel other in \(kernels)/other"])
        let list = try await lines("kernel list prefix=\"\(prefix)\"")
        #expect(list.map { $0.split(separator: " ").prefix(2) } == [["mine", "\(kernels)/mine"], ["other", "\(kernels)/other"]])
        // A package's kernel is found from its folder, wherever that is.
        try FolderPath.make(kernels + "/packaged")
        try folder.write(
            #"{"argv": ["{resource_dir}/../../../../bin/sweepbook", "kernel", "start", "{connection_file}"]}"#,
            to: "environment/share/jupyter/kernels/packaged/kernel.json")
        let packaged = try await lines("kernel list prefix=\"\(prefix)\"").last?.split(separator: " ")
        #expect(packaged?.prefix(3) == ["packaged", "\(kernels)/packaged", "\(kernels)/packaged/../../../../bin/sweepbook"])
        #expect(try await lines("kernel uninstall mine prefix=\"\(prefix)\"") == ["removed the kernel mine from \(kernels)/mine"])
        for (text, sentence) in [
            ("kernel uninstall otter", "there is no kernel \"otter\" of sweepbook in \(kernels); did you mean \"other\"?"),
            ("kernel list other", "kernel list takes no name"), ("kernel install a name=\"b\"", "the name is given twice"),
            ("kernel install user=true", "a kernel is for this user or in \"\(prefix)\"; leave out one of the two"),
        ] {
            let error = await #expect(throws: Diagnostic.self) { try await lines("\(text) prefix=\"\(prefix)\"") }
            #expect(error?.message == sentence)
        }
        let error = await #expect(throws: Diagnostic.self) { try await lines("kernel start k.json") }
        #expect(error?.message == "kernel start is what a front end runs, in a process of its own: sweepbook kernel start FILE")
    }
}
