using LlmWorkload.Hosting;

namespace LlmWorkload.Tests.Hosting;

public sealed class SiloArgumentsTests
{
    [Theory]
    [InlineData("foo", "there is no argument 'foo'; --help lists all.")]
    [InlineData("--Foo", "there is no argument '--Foo'; --help lists all.")]
    [InlineData("--chekc-health", "there is no argument '--chekc-health'; the nearest is '--check-health'; --help lists all.")]
    [InlineData("--Http:Prot=1", "there is no setting '--Http:Prot'; the nearest is '--Http:Port'; --help lists all.")]
    [InlineData("--Htp:Port=1", "there is no setting '--Htp:Port'; the nearest is '--Http:Port'; --help lists all.")]
    [InlineData("--Htp:Port 1", "there is no setting '--Htp:Port'; the nearest is '--Http:Port'; --help lists all.")]
    [InlineData(
        "--Security:Keys:0:Hsh=1",
        "there is no setting '--Security:Keys:0:Hsh'; the nearest is '--Security:Keys:N:Hash'; --help lists all.")]
    [InlineData("-x", "there is no argument '-x'; --help lists all.")]
    [InlineData("Htp:Port=1", "there is no setting 'Htp:Port'; the nearest is '--Http:Port'; --help lists all.")]
    [InlineData("/Htp:Port 1", "there is no setting '/Htp:Port'; the nearest is '--Http:Port'; --help lists all.")]
    [InlineData("--Http:Port", "--Http:Port has no value; expected --Http:Port=VALUE.")]
    [InlineData("--Http:Port --Silo:Port 2", "--Http:Port has no value; expected --Http:Port=VALUE.")]
    [InlineData("--Http:Port 1 2", "there is no argument '2'; --help lists all.")]
    [InlineData("--Storage:PathSetting=x", "there is no setting '--Storage:PathSetting'; --help lists all.")]
    public void What_is_no_setting_is_told_with_the_nearest_name(string line, string mistake) =>
        Assert.Equal(mistake, SiloArguments.Mistake(line.Split(' ')));

    [Theory]
    [InlineData("--http:port=0 --SILO:PORT 11112")]
    [InlineData("--init-database --forget-silos --ConnectionStrings:Postgres=Host=x;Username=y")]
    [InlineData("--Logging:LogLevel:Default=Information --Logging:Console:FormatterName json")]
    [InlineData("--Security:Keys:0:Hash=x --Security:Keys:1:Role=read --Memory:Budget=100 --Environment=Development")]
    [InlineData("Http:Port=1 /Silo:Port 2 /Silo:GatewayPort=3")]
    [InlineData("--Ingest:Root= --Tls:Ca x --Otlp:Endpoint -")]
    public void Settings_are_taken_in_any_case_and_with_any_value(string line) => Assert.Null(SiloArguments.Mistake(line.Split(' ')));

    [Fact]
    public void All_settings_of_the_page_are_taken_and_the_page_has_all()
    {
        var page = File.ReadAllText(Repository.At("Silo", "README.md"));
        Assert.All(SiloArguments.Settings, name =>
        {
            var (section, last) = (name.Split(':')[0], name.Split(':')[^1]);
            Assert.True(
                page.Contains($"`{name}`", StringComparison.Ordinal) || page.Contains($"`:{last}`", StringComparison.Ordinal)
                    || (section is "Clustering" or "Storage" && last == "ConnectionString"), name);
        });
    }

    [Fact]
    public void The_help_has_every_setting() =>
        Assert.All(SiloArguments.Settings, name => Assert.Contains($"--{name}", SiloArguments.HelpText(), StringComparison.Ordinal));
}
