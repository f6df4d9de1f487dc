using System.Runtime.CompilerServices;

namespace Acta.Tests.World;

// Servers, browsers' lines and the tests that ask them live in one process: where tests wait for programs they started, the two
// threads a small machine begins with are soon asleep, and an answer waits for a new one, half a second each.
static class Threads
{
    [ModuleInitializer]
    internal static void BeEnough() => ThreadPool.SetMinThreads(64, 64);
}
