using Acta.Desk.Checks;
using Acta.Record.Register;
using Acta.Views.Register;

namespace Acta.Desk.Articles;

/// <summary>What persons, bodies, posts and places are called, kept in memory until one of them is changed.</summary>
internal sealed class KnownOffices
{
    private readonly Lock _gate = new();
    private long _entry = -2;
    private OfficeNames? _names;

    public OfficeNames Names(RegisterQueries register)
    {
        lock (_gate)
        {
            var entry = register.LastChange("person", "organization", "post", "place");
            if (_names is not null && entry == _entry) return _names;
            _names = new OfficeNames([.. register.All<Person>("person").Select(p => p.Says), .. register.All<Organization>("organization").Select(o => o.Says), .. register.All<Post>("post").Select(p => p.Says), .. register.All<Place>("place").Select(p => p.Says)]);
            _entry = entry;
            return _names;
        }
    }
}
