/** A key and its self-signed certificate for localhost, for tests of untrusted certificates. */
export const selfSigned = {
  key: [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKa0NJUj9F0cCtDeA',
    'DyDq+LSqDorgWqIbTInbOVVIl2OhRANCAARZliJdeP8VcIPIxr7w/rNyU1+dNkBE',
    'XHUlOtZPqwU0cJK5K4iBfm3INFv97QTT9yiltDqG14S9BEvN3r+aTzeD',
    '-----END PRIVATE KEY-----',
  ].join('\n'),
  cert: [
    '-----BEGIN CERTIFICATE-----',
    'MIIBmjCCAUGgAwIBAgIUOvLR4XWrR+r+g2ISX9HX0bhPkswwCgYIKoZIzj0EAwIw',
    'FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTExMTAwOVoYDzIxMjYxMDI4',
    'MTExMDA5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO',
    'PQMBBwNCAARZliJdeP8VcIPIxr7w/rNyU1+dNkBEXHUlOtZPqwU0cJK5K4iBfm3I',
    'NFv97QTT9yiltDqG14S9BEvN3r+aTzeDo28wbTAdBgNVHQ4EFgQUdsh4ipmZGSZX',
    'lOAfuIpg5go/YOEwHwYDVR0jBBgwFoAUdsh4ipmZGSZXlOAfuIpg5go/YOEwDwYD',
    'VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI',
    'zj0EAwIDRwAwRAIgd6vnziA4cdnYFlL49G+Vfe69fs4WvSyiEJi0Bl9ANhACIA2Y',
    '8aI3AdwV5phN+BeDMnmF9rOBDrctWMxIUjTwTL0d',
    '-----END CERTIFICATE-----',
  ].join('\n'),
};
