using System.Runtime.CompilerServices;

namespace Acta.Tests.World;

/// <summary>What tests remember of released heads stays out of the state folder of whoever runs them.</summary>
internal static class StateFolder
{
    [ModuleInitializer]
    internal static void Choose()
    {
        // A program under test that loads this assembly has one already.
        if (Environment.GetEnvironmentVariable("ACTA_STATE_DIR") is { Length: > 0 }) return;
        var folder = Directory.CreateTempSubdirectory("acta-tests-state-").FullName;
        Environment.SetEnvironmentVariable("ACTA_STATE_DIR", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
