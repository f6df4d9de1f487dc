using Acta.Tests.Browser;
using Acta.Access;
using Acta.Commands;
using Acta.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Acta.Tests.Access;

/// <summary>A small site, served in this process, with people at its desk. Its clock can be put forward.</summary>
internal sealed class DeskSite : IAsyncDisposable
{
    public const string Password = "river bridge anchor seven";

    private readonly TemporaryFolder _folder;
    private readonly ServiceProvider _access;

    private DeskSite(TemporaryFolder folder, Serving serving, MovedTime time, int port)
    {
        (_folder, Serving, Time, Port) = (folder, serving, time, port);
        _access = new ServiceCollection().AddAccess(serving.Store, time).BuildServiceProvider();
    }

    public Serving Serving { get; }

    public MovedTime Time { get; }

    public int Port { get; }

    /// <summary>Passkeys refuse bare addresses.</summary>
    public string Url => $"http://localhost:{Port}";

    public string DataPath => Serving.Folder.Path;

    public static async Task<DeskSite> Start(StoreKind kind = StoreKind.Sqlite, Action<Acta.Store.DataFolder>? prepare = null, Acta.Media.IMediaStorage? files = null)
    {
        var folder = new TemporaryFolder();
        var time = new MovedTime();
        var (data, store, publisher) = NewSite.Create(Path.Combine(folder.Path, "data"), World.World.Origin, kind.NewConnection(), TimeProvider.System);
        NewSite.PublishSettings(publisher, World.World.Settings(), "test");
        store.Dispose();
        prepare?.Invoke(data);
        var port = ChildProcess.FreePort();
        var serving = Serving.Open(data, "https://news.example.org", time, files);
        await serving.Start($"http://127.0.0.1:{port}", null);
        return new DeskSite(folder, serving, time, port);
    }

    /// <summary>Somebody with one role, whose address is the name of it.</summary>
    public Task<Staff> Add(Roles role, string? name = null) => Add(name ?? role.Word(), new Grant(role, [], []));

    public async Task<Staff> Add(string name, params Grant[] grants)
    {
        var staff = new Staff { Email = $"{name}@example.org", Name = "The " + name, Created = Time.GetUtcNow(), Grants = grants };
        await using var scope = _access.CreateAsyncScope();
        Assert.Null(await Accounts.Add(scope.ServiceProvider, staff, Password, "test", null));
        return staff;
    }

    public T Need<T>()
        where T : notnull => _access.GetRequiredService<T>();

    public Visitor Visit() => new(Url);

    /// <summary>Somebody's browser, signed in.</summary>
    public async Task<Visitor> SignIn(Staff staff)
    {
        var visitor = Visit();
        var answer = await visitor.SignIn(staff.Email, Password);
        Assert.Equal((303, "/desk/"), (answer.Status, answer.Location));
        return visitor;
    }

    /// <summary>Signs somebody in on a page of a real browser, whose addresses begin with <see cref="Url"/>.</summary>
    public static async Task SignIn(IPage page, string email)
    {
        await page.GotoAsync("/desk/sign-in");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**/desk/");
    }

    public async ValueTask DisposeAsync()
    {
        await _access.DisposeAsync();
        await Serving.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>The real time, put forward by hand.</summary>
internal sealed class MovedTime : TimeProvider
{
    private TimeSpan _by;

    public void Pass(TimeSpan time) => _by += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _by;

    // Time that passes, passes for both clocks.
    public override long GetTimestamp() => base.GetTimestamp() + (long)(_by.TotalSeconds * TimestampFrequency);
}
