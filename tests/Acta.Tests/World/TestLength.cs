namespace Acta.Tests.World;

/// <summary>Slow runs are whole with <c>./test --long</c>; otherwise a short sample of each runs.</summary>
internal static class TestLength
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("ACTA_TEST_LONG") is { Length: > 0 };

    /// <summary>How often to try: a sample, or the whole.</summary>
    public static int Of(int sample, int whole) => IsLong ? whole : sample;
}
