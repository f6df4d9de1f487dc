using System.Net;
using System.Net.Sockets;

namespace Acta.Tests.Desk;

/// <summary>The line between a browser and the desk: it can be cut while bytes run over it, and mended.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly int _to;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private long _sent;
    private long _until = long.MaxValue;
    private bool _isCut;

    public Wire(int to)
    {
        _to = to;
        _listener.Start();
        _accepting = Accept();
    }

    public string Url => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Bytes that browsers have sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public bool IsCut => Volatile.Read(ref _isCut);

    /// <summary>After so many bytes more from browsers all connections break, and no new one is made.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _until, Sent + bytes);

    public void Mend()
    {
        Interlocked.Exchange(ref _until, long.MaxValue);
        Volatile.Write(ref _isCut, false);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Break();
        await _accepting;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptTcpClientAsync();
                if (IsCut) browser.Dispose();
                else _ = Carry(browser);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient browser)
    {
        using var desk = new TcpClient();
        try
        {
            await desk.ConnectAsync(IPAddress.Loopback, _to);
            lock (_open) _open.AddRange([browser, desk]);
            await Task.WhenAny(Pump(browser, desk, true), Pump(desk, browser, false));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // Broken, as the test wants it.
        }
        finally
        {
            browser.Dispose();
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool isSending)
    {
        var buffer = new byte[16384];
        for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0;)
        {
            if (isSending && Interlocked.Add(ref _sent, read) >= Interlocked.Read(ref _until))
            {
                Volatile.Write(ref _isCut, true);
                Break();
                return;
            }
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private void Break()
    {
        lock (_open)
        {
            foreach (var end in _open) end.Dispose();
            _open.Clear();
        }
    }
}
