using Acta.Following;
using Acta.Views.News;
using Acta.Views.Register;

namespace Acta.Views;

/// <summary>All views, and the version of what they make of the log.</summary>
public static class Fold
{
    /// <summary>Goes up whenever the same entries would give other rows; the views are then made again beside the old ones.</summary>
    public const int Version = 11;

    /// <summary>The views, in the order they are applied.</summary>
    public static IReadOnlyList<IView> Views => [new NewsView(), new RegisterView()];
}
