using NetVips;

namespace Acta.Bench;

/// <summary>A picture with what photographs have: large soft shapes, finer ones, and grain; as large a file as is asked for.</summary>
internal static class Photograph
{
    public static void Write(string path, int width, double megabytes)
    {
        var height = width * 2 / 3;
        Image? picture = null;
        foreach (var (size, weight) in new[] { (width / 200, 60.0), (width / 40, 30.0), (width / 8, 18.0), (width, 12.0) })
        {
            var bands = Enumerable.Range(0, 3).Select(_ => Image.Gaussnoise(size, size * 2 / 3, sigma: 1, mean: 0)).ToArray();
            var layer = bands[0].Bandjoin(bands[1..]).Resize((double)width / size, kernel: Enums.Kernel.Cubic).Gravity(Enums.CompassDirection.Centre, width, height, extend: Enums.Extend.Copy) * weight;
            picture = picture is null ? layer : picture + layer;
        }
        picture = (picture! + 120).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
        byte[] bytes = [];
        foreach (var quality in new[] { 30, 50, 60, 70, 78, 84, 88, 91, 93, 95, 97, 98, 99, 100 })
        {
            bytes = picture.JpegsaveBuffer(q: quality);
            if (bytes.Length >= megabytes * 1e6) break;
        }
        File.WriteAllBytes(path, bytes);
    }
}
