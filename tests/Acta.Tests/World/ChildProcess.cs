using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acta.Tests.World;

/// <summary>A program run beside the tests, killed with them.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static int s_ports = Random.Shared.Next(12_000);

    private readonly StringBuilder _output = new();

    private ChildProcess(Process process) => Process = process;

    public Process Process { get; }

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public static ChildProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        var child = new ChildProcess(new Process { StartInfo = info });
        child.Process.OutputDataReceived += (_, e) => child.Keep(e.Data);
        child.Process.ErrorDataReceived += (_, e) => child.Keep(e.Data);
        child.Process.Start();
        child.Process.BeginOutputReadLine();
        child.Process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The program under test, as a user would start it.</summary>
    public static ChildProcess Acta(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "acta.dll"), .. arguments], environment);

    /// <summary>Runs the program to its end and gives its exit code and all it printed.</summary>
    public static (int ExitCode, string Output) Run(string file, params string[] arguments)
    {
        using var child = Start(file, arguments);
        child.Process.StandardInput.Close();
        child.Process.WaitForExit();
        return (child.Process.ExitCode, child.Output);
    }

    public static int FreePort()
    {
        // Below those that systems give to connections going out: nobody else takes one between here and its use.
        while (true)
        {
            var port = 20_000 + (int)((uint)Interlocked.Increment(ref s_ports) % 12_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // The next.
            }
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
