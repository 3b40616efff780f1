# Sets everything up and opens qdesk on the sample school. What it writes lies in build\sample.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
. packaging\prepare.ps1

Initialize-Environment 'run'
$Store = 'build\sample\sample.qdesk'
New-Item -ItemType Directory -Force 'build\sample' | Out-Null
if (-not (Test-Path $Store)) { Invoke-Checked $Python @('-m', 'qdesk', 'demo', $Store) }
& $Python -m qdesk open $Store
exit $LASTEXITCODE
