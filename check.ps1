# Sets everything up and checks the project: ruff, pyright, then all tests (the layers are one of them).
# Every step runs, whatever an earlier one found; the exit status says whether all were content.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
. packaging\prepare.ps1

Initialize-Environment 'test'
$env:QT_QPA_PLATFORM = 'windows'  # offscreen has no fonts on Windows
$env:PYTHONUTF8 = ''  # the tests are to see the code page of a Chinese Windows
$Failed = @()
$Steps = @(@('ruff', 'check', '.'), @('pyright', '--pythonpath', $Python), @('pytest', '-q'))
foreach ($Step in $Steps) {
    Write-Host "== $($Step[0])"
    & $Python -m @Step
    if ($LASTEXITCODE -ne 0) { $Failed += $Step[0] }
}
if ($Failed) {
    Write-Host "not fine: $($Failed -join ', ')"
    exit 1
}
Write-Host 'all fine'
