// What no room may do, planted here so that the test of the house is seen to catch it.
#pragma warning disable IDE0130
namespace Acta.Publication
{
    internal sealed class PlantedPublisher;
}

namespace Acta.Store
{
    internal sealed class PlantedStore;
}

namespace Acta.Reader
{
    internal sealed class PlantedViolation
    {
        public static object Reach() => Hidden();

        private static object Hidden()
        {
            var reach = () => new Publication.PlantedPublisher();
            return reach();
        }
    }
}

namespace Acta.Record
{
    internal sealed class PlantedViolation
    {
        public Store.PlantedStore? Kept { get; init; }
    }
}
