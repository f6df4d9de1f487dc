using System.IO.Compression;
using System.Xml.Linq;
using Acta.Tests.World;

namespace Acta.Tests.Ledger;

public sealed class PackageTests
{
    [Fact]
    public void The_ledger_packs_as_a_package_of_its_own_documented_and_with_one_dependency()
    {
        var folder = Directory.CreateTempSubdirectory("acta-pack-").FullName;
        try
        {
            var (exit, said) = ChildProcess.Run("dotnet", "pack", Path.Combine(Corpora.RepositoryRoot, "src", "Acta.Ledger"), "-c", "Release", "--no-build", "-o", folder);
            Assert.True(exit == 0, said);
            using var package = ZipFile.OpenRead(Directory.GetFiles(folder, "Acta.Ledger.*.nupkg").Single());
            var files = package.Entries.Select(e => e.FullName).ToList();
            Assert.Contains("README.md", files);
            Assert.Contains("lib/net10.0/Acta.Ledger.dll", files);
            Assert.Contains("lib/net10.0/Acta.Ledger.xml", files);
            using var nuspec = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var names = XDocument.Load(nuspec).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => (string)e.Attribute("id")!);
            Assert.Equal(["BouncyCastle.Cryptography"], names);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
