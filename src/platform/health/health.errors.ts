import { AppError } from '../errors/app-error.js';

export const metricsForbidden = (signedIn: boolean): AppError =>
  new AppError(
    'platform/metrics-forbidden',
    signedIn ? 'forbidden' : 'unauthenticated',
    'Metrics are for administrators and for holders of the metrics token (KONTOR_METRICS_TOKEN).',
  );
