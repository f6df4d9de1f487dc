
namespace Acta.Desk.Home;

/// <summary>The desk, as one finds it after signing in.</summary>
internal static class HomePage
{
    public static Task Show(DeskRequest r) => r.Page(Slices.Home.Create(new HomeModel(r.Frame(r.Words["home.title"]))));
}

public sealed record HomeModel(DeskFrame Frame);
